-- The answer to a period that moves on with the days is asked for some days, not for a year: kept so long each, those of a large country would
-- take gigabytes (build/answer-store.ts says how long).
ALTER TABLE kept_answers ADD COLUMN IF NOT EXISTS keep_days UInt16 DEFAULT 400;
ALTER TABLE kept_answers MODIFY TTL made_at + toIntervalDay(keep_days) SETTINGS materialize_ttl_after_modify = 0;

-- Values lie by province: of the parts of the table where one ends and the next begins the communes are not known by the key.
ALTER TABLE device_weeks ADD INDEX IF NOT EXISTS communes commune_code TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE device_weeks MATERIALIZE INDEX communes;
