CREATE TABLE campaigns (
  id text PRIMARY KEY,
  name text NOT NULL,
  province_code text,
  letter_number text,
  letter_date date,
  issuer text NOT NULL,
  place text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  first_day integer NOT NULL DEFAULT 13 CHECK (first_day BETWEEN 1 AND 28),
  due_day integer NOT NULL DEFAULT 15 CHECK (due_day BETWEEN 1 AND 28),
  target integer NOT NULL DEFAULT 300 CHECK (target > 0),
  message text,
  created_at timestamptz NOT NULL,
  CHECK (ends_on >= starts_on)
);
CREATE TABLE campaign_units (
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  unit_code text NOT NULL REFERENCES units (code) ON DELETE CASCADE,
  PRIMARY KEY (campaign_id, unit_code)
);
-- A unit's form of a month. While it is a draft the figures are asked anew; from its submission on they stay as they were.
CREATE TABLE reports (
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  month text NOT NULL,
  unit_code text NOT NULL REFERENCES units (code) ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'consolidated')),
  version integer NOT NULL DEFAULT 0,
  figures jsonb,
  corrections jsonb NOT NULL DEFAULT '[]',
  note text,
  submitted_at timestamptz,
  is_late boolean NOT NULL DEFAULT false,
  PRIMARY KEY (campaign_id, month, unit_code)
);
CREATE TABLE report_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id text NOT NULL,
  month text NOT NULL,
  unit_code text NOT NULL,
  at timestamptz NOT NULL,
  person text NOT NULL,
  verb text NOT NULL,
  version integer NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX report_events_of_report ON report_events (campaign_id, month, unit_code);
CREATE TABLE consolidations (
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  month text NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  person text NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (campaign_id, month, version)
);
CREATE TABLE reminders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  month text NOT NULL,
  serial integer NOT NULL,
  at timestamptz NOT NULL,
  person text NOT NULL,
  content jsonb NOT NULL,
  UNIQUE (campaign_id, serial)
);
CREATE TABLE reminder_mails (
  reminder_id bigint NOT NULL REFERENCES reminders (id) ON DELETE CASCADE,
  unit_code text NOT NULL,
  email text,
  state text NOT NULL CHECK (state IN ('sent', 'failed', 'no-address', 'no-server')),
  detail text,
  at timestamptz NOT NULL,
  PRIMARY KEY (reminder_id, unit_code)
);
