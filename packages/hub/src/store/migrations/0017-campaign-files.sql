-- Files of a campaign: its issuing letter (without a unit), and evidence of a unit's other work.
CREATE TABLE campaign_files (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  unit_code text REFERENCES units (code) ON DELETE CASCADE,
  name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  size_bytes integer NOT NULL CHECK (size_bytes > 0),
  bytes bytea NOT NULL,
  person text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX campaign_files_of_unit ON campaign_files (campaign_id, unit_code);
-- One issuing letter a campaign: a new one replaces the old.
CREATE UNIQUE INDEX campaign_letter ON campaign_files (campaign_id) WHERE unit_code IS NULL;
ALTER TABLE work_results ADD COLUMN file_id bigint UNIQUE REFERENCES campaign_files (id);
ALTER TABLE work_results DROP CONSTRAINT work_results_check;
ALTER TABLE work_results ADD CONSTRAINT work_results_proven CHECK (num_nonnulls(link, evidence, file_id) > 0);
