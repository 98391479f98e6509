-- Days of the month on which a campaign reminds by itself; empty where it does not.
ALTER TABLE campaigns ADD COLUMN remind_days integer[] NOT NULL DEFAULT '{}';
