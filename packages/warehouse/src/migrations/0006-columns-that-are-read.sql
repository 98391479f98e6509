-- What no question reads stands once, in the record (measurement_details), and no more in a column beside it.
ALTER TABLE measurements DROP COLUMN IF EXISTS duration_ms, DROP COLUMN IF EXISTS profile, DROP COLUMN IF EXISTS client_version, DROP COLUMN IF EXISTS os,
    DROP COLUMN IF EXISTS area_source, DROP COLUMN IF EXISTS asn, DROP COLUMN IF EXISTS country, DROP COLUMN IF EXISTS download_bytes,
    DROP COLUMN IF EXISTS download_stop, DROP COLUMN IF EXISTS download_limited_by, DROP COLUMN IF EXISTS upload_bytes, DROP COLUMN IF EXISTS upload_stop,
    DROP COLUMN IF EXISTS upload_limited_by, DROP COLUMN IF EXISTS latency_min_ms, DROP COLUMN IF EXISTS failures;

-- Codecs by what they save on synthetic measurements of a month (docs/operate/scale.md); older parts take them as they are merged.
ALTER TABLE measurements MODIFY COLUMN id UUID CODEC(ZSTD(3)),
    MODIFY COLUMN `trigger` LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN method_version LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN client_kind LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN device_model LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN access_kind LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN technology LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN position_source LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN province_code LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN commune_code LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN unit_code LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN point_id LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN point_network_kind LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN operator LowCardinality(Nullable(String)) CODEC(ZSTD(3)),
    MODIFY COLUMN validity LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN reasons Array(LowCardinality(String)) CODEC(ZSTD(3));

-- The rules that read a network prefix look hours back; longer than two to three months it is not kept in a column. By whole months: the rows
-- of a part run out together, so that it is written anew once.
ALTER TABLE measurements MODIFY COLUMN network_prefix Nullable(String) CODEC(ZSTD(3)) TTL toStartOfMonth(kept_at) + INTERVAL 3 MONTH;

ALTER TABLE device_weeks MODIFY COLUMN province_code LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN commune_code LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN operator LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN access_kind LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN technology LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN `trigger` LowCardinality(String) CODEC(ZSTD(3)),
    MODIFY COLUMN point_network_kind LowCardinality(String) CODEC(ZSTD(3));
