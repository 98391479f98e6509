-- What was answered of whole months from one build: a build never changes, so that its answers stay true. Rows may be lost; they are made again.
CREATE TABLE IF NOT EXISTS month_answers
(
    month Date,
    build UInt64,
    question String,
    answer String CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (question, month, build);
