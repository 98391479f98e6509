-- The probability that a measurement is abuse, in percent, as it was judged (docs/method/validity.md, the score); NULL where nothing was found
-- that bears on it. Those judged before have none.
ALTER TABLE measurements ADD COLUMN IF NOT EXISTS abuse_percent Nullable(UInt8) CODEC(T64('bit'), ZSTD(1));
