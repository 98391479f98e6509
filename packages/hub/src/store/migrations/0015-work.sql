-- Printed material that units ask for, and results of other work, each with its evidence and entered once.
CREATE TABLE print_requests (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  unit_code text NOT NULL REFERENCES units (code) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('poster-a3', 'standee', 'leaflet-a5')),
  quantity integer NOT NULL CHECK (quantity > 0),
  address text NOT NULL,
  note text,
  state text NOT NULL CHECK (state IN ('asked', 'approved', 'sent', 'received', 'refused')),
  state_at timestamptz NOT NULL,
  asked_at timestamptz NOT NULL,
  person text NOT NULL,
  answer text
);
CREATE INDEX print_requests_of_campaign ON print_requests (campaign_id, unit_code);
CREATE TABLE work_results (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  unit_code text NOT NULL REFERENCES units (code) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('banner', 'broadcast', 'article', 'session', 'poster')),
  happened_on date NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  title text NOT NULL,
  link text,
  evidence text,
  person text NOT NULL,
  at timestamptz NOT NULL,
  CHECK (link IS NOT NULL OR evidence IS NOT NULL),
  UNIQUE (campaign_id, unit_code, kind, happened_on, title)
);
