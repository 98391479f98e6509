-- One row a measurement. NULL is "not measured", never 0. The key is the id's own UUIDv7 time, then the id: the same id always
-- lands on the same key in the same partition, so that whatever is inserted twice collapses to one row.
CREATE TABLE IF NOT EXISTS measurements
(
    id UUID CODEC(ZSTD(1)),
    id_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    -- Greater for the earlier: of rows with the same id ReplacingMergeTree keeps the one received first. The low 16 bits are the writer's
    -- own number, so that two hubs that receive one id in the same millisecond never write the same value.
    seniority UInt64 CODEC(Delta, ZSTD(1)),
    received_at DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(toInt64(bitShiftRight(9223372036854775807 - seniority, 16)), 'UTC'),
    started_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    duration_ms Float32 CODEC(ZSTD(1)),
    `trigger` LowCardinality(String),
    profile LowCardinality(String),
    method_version LowCardinality(String),
    client_kind LowCardinality(String),
    client_version LowCardinality(String),
    -- First 64 bits of SHA-256 of the install's pseudonym.
    device_key Nullable(UInt64) CODEC(ZSTD(1)),
    device_model LowCardinality(Nullable(String)),
    os LowCardinality(Nullable(String)),
    access_kind LowCardinality(Nullable(String)),
    technology LowCardinality(Nullable(String)),
    -- With consent only; where a device resolved its commune itself, no position travelled.
    latitude Nullable(Float64) CODEC(ZSTD(1)),
    longitude Nullable(Float64) CODEC(ZSTD(1)),
    accuracy_m Nullable(Float32) CODEC(ZSTD(1)),
    position_source LowCardinality(Nullable(String)),
    area_source LowCardinality(Nullable(String)),
    area_edition Nullable(Date) CODEC(ZSTD(1)),
    province_code LowCardinality(Nullable(String)),
    commune_code LowCardinality(Nullable(String)),
    unit_code LowCardinality(Nullable(String)),
    point_id LowCardinality(Nullable(String)),
    -- Where the point stood when it measured: on-net, exchange, hosting, abroad. Never pooled.
    point_network_kind LowCardinality(Nullable(String)),
    family Nullable(UInt8) CODEC(ZSTD(1)),
    network_prefix Nullable(String) CODEC(ZSTD(1)),
    asn Nullable(UInt32) CODEC(ZSTD(1)),
    operator LowCardinality(Nullable(String)),
    country LowCardinality(Nullable(String)),
    download_mbps Nullable(Float32) CODEC(ZSTD(1)),
    download_low_mbps Nullable(Float32) CODEC(ZSTD(1)),
    download_high_mbps Nullable(Float32) CODEC(ZSTD(1)),
    download_bytes Nullable(UInt64) CODEC(ZSTD(1)),
    download_stop LowCardinality(Nullable(String)),
    download_limited_by LowCardinality(Nullable(String)),
    upload_mbps Nullable(Float32) CODEC(ZSTD(1)),
    upload_low_mbps Nullable(Float32) CODEC(ZSTD(1)),
    upload_high_mbps Nullable(Float32) CODEC(ZSTD(1)),
    upload_bytes Nullable(UInt64) CODEC(ZSTD(1)),
    upload_stop LowCardinality(Nullable(String)),
    upload_limited_by LowCardinality(Nullable(String)),
    latency_idle_ms Nullable(Float32) CODEC(ZSTD(1)),
    latency_min_ms Nullable(Float32) CODEC(ZSTD(1)),
    jitter_ms Nullable(Float32) CODEC(ZSTD(1)),
    latency_loaded_down_ms Nullable(Float32) CODEC(ZSTD(1)),
    latency_loaded_up_ms Nullable(Float32) CODEC(ZSTD(1)),
    responsiveness_rpm Nullable(Float32) CODEC(ZSTD(1)),
    loss_sent Nullable(UInt32) CODEC(ZSTD(1)),
    loss_received Nullable(UInt32) CODEC(ZSTD(1)),
    ipv6_reachable Nullable(Bool) CODEC(ZSTD(1)),
    failures Array(LowCardinality(String)),
    validity LowCardinality(String),
    reasons Array(LowCardinality(String)),
    corroborated Bool CODEC(ZSTD(1)),
    counts_in_statistics Bool CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(seniority)
PARTITION BY toYYYYMM(id_at)
ORDER BY (id_at, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1;

-- The whole record as it was kept (series, pulses, receipt). `seniority` is part of the key and names the attempt a row belongs to:
-- written before the row in `measurements`, so that an attempt that died in between leaves nothing that could be mistaken for it.
CREATE TABLE IF NOT EXISTS measurement_details
(
    id UUID CODEC(ZSTD(1)),
    id_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    seniority UInt64 CODEC(Delta, ZSTD(1)),
    record String CODEC(ZSTD(6))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(id_at)
ORDER BY (id_at, id, seniority)
SETTINGS index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1;
