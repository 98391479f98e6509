-- When a row was kept, by the server's own clock: what came after a build was made.
ALTER TABLE measurements ADD COLUMN IF NOT EXISTS kept_at DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD(1));
ALTER TABLE measurements MATERIALIZE COLUMN kept_at SETTINGS mutations_sync = 2;
ALTER TABLE measurements ADD INDEX IF NOT EXISTS kept_at_range kept_at TYPE minmax GRANULARITY 1;

-- Collapsed values: one row a device, place, network, stratum and week (cut at the month's ends), made from `measurements` month by month.
-- A month's rows are those of one build; `builds` names the build that counts. `n_*` measurements stand behind each value; 0: none.
CREATE TABLE IF NOT EXISTS device_weeks
(
    month Date,
    build UInt64,
    week Date CODEC(Delta, ZSTD(1)),
    device_key UInt64 CODEC(ZSTD(1)),
    area_edition Nullable(Date) CODEC(ZSTD(1)),
    province_code LowCardinality(String),
    commune_code LowCardinality(String),
    operator LowCardinality(String),
    access_kind LowCardinality(String),
    technology LowCardinality(String),
    family Nullable(UInt8) CODEC(ZSTD(1)),
    `trigger` LowCardinality(String),
    point_network_kind LowCardinality(String),
    download Float32 CODEC(ZSTD(1)), n_download UInt32 CODEC(ZSTD(1)),
    upload Float32 CODEC(ZSTD(1)), n_upload UInt32 CODEC(ZSTD(1)),
    latency_idle Float32 CODEC(ZSTD(1)), n_latency_idle UInt32 CODEC(ZSTD(1)),
    latency_loaded_down Float32 CODEC(ZSTD(1)), n_latency_loaded_down UInt32 CODEC(ZSTD(1)),
    latency_loaded_up Float32 CODEC(ZSTD(1)), n_latency_loaded_up UInt32 CODEC(ZSTD(1)),
    jitter Float32 CODEC(ZSTD(1)), n_jitter UInt32 CODEC(ZSTD(1)),
    responsiveness Float32 CODEC(ZSTD(1)), n_responsiveness UInt32 CODEC(ZSTD(1)),
    loss Float32 CODEC(ZSTD(1)), n_loss UInt32 CODEC(ZSTD(1)),
    failure Float32 CODEC(ZSTD(1)), n_failure UInt32 CODEC(ZSTD(1)),
    ipv6 Float32 CODEC(ZSTD(1)), n_ipv6 UInt32 CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY (month, build)
ORDER BY (province_code, commune_code, device_key, week)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row a finished build: it holds every measurement of the month kept before `watermark`. Written last, so that a build that died leaves none.
CREATE TABLE IF NOT EXISTS builds
(
    month Date,
    time_zone String,
    build UInt64,
    watermark DateTime64(3, 'UTC'),
    value_rows UInt64
)
ENGINE = ReplacingMergeTree(build)
ORDER BY (time_zone, month)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
