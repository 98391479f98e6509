-- How many measurements began in each quarter of an hour, and when the last of them was kept: part of every part of the table, so that it is
-- never ahead of the rows nor behind them. Answers that are kept stand under it, and a build is known to be complete by it.
ALTER TABLE measurements MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild';
ALTER TABLE measurements ADD PROJECTION IF NOT EXISTS arrivals (SELECT toStartOfFifteenMinutes(started_at), count(), max(kept_at) GROUP BY toStartOfFifteenMinutes(started_at));
ALTER TABLE measurements MATERIALIZE PROJECTION arrivals SETTINGS mutations_sync = 2;

-- What was answered, under what stood in the table then (`basis`): the same measurements give the same answer. Rows may be lost; they are made again.
CREATE TABLE IF NOT EXISTS kept_answers
(
    question String,
    from_ms Int64,
    until_ms Int64,
    basis String,
    answer String CODEC(ZSTD(3)),
    made_at DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree(made_at)
ORDER BY (question, from_ms, until_ms)
TTL made_at + INTERVAL 400 DAY;

-- Answers of months by build, before any period had its own.
DROP TABLE IF EXISTS month_answers;
