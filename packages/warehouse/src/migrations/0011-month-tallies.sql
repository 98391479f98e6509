-- What became of the measurements of a month, by all that is asked of it but communes and days: some thousand rows a month, read in the place of
-- its measurements (build/tallies.ts). Columns by which is filtered and grouped are those of `measurements`.
CREATE TABLE IF NOT EXISTS month_tallies
(
    month Date,
    tallied UInt64,
    area_edition Nullable(Date),
    province_code LowCardinality(Nullable(String)),
    operator LowCardinality(Nullable(String)),
    access_kind LowCardinality(Nullable(String)),
    technology LowCardinality(Nullable(String)),
    family Nullable(UInt8),
    `trigger` LowCardinality(String),
    point_network_kind LowCardinality(Nullable(String)),
    received UInt64 CODEC(T64, ZSTD(3)),
    valid UInt64 CODEC(T64, ZSTD(3)),
    counted UInt64 CODEC(T64, ZSTD(3)),
    reasons Array(LowCardinality(String)) CODEC(ZSTD(3)),
    reason_counts Array(UInt64) CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY (month, tallied)
ORDER BY month
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row a finished tally, and what stood in the month then (build/arrivals.ts): it is read as long as nothing came since. Written last.
CREATE TABLE IF NOT EXISTS tallied_months
(
    month Date,
    time_zone String,
    tallied UInt64,
    basis String
)
ENGINE = ReplacingMergeTree(tallied)
ORDER BY (time_zone, month)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
