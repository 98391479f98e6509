-- What followed each area of an earlier edition: one successor, or 'not-attributable' where it was divided among several.
CREATE TABLE IF NOT EXISTS area_successors
(
    from_edition Date,
    level LowCardinality(String),
    code String,
    to_edition Date,
    successor String,
    kept_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (to_edition, level, from_edition, code)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
