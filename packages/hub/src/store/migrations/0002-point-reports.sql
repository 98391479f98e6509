ALTER TABLE points
  ADD COLUMN is_joined boolean NOT NULL DEFAULT false,
  ADD COLUMN addresses jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN capacity_mbps integer CHECK (capacity_mbps > 0);
CREATE TABLE point_reports (
  point_id text PRIMARY KEY REFERENCES points (id) ON DELETE CASCADE,
  reported_at timestamptz,
  is_draining boolean NOT NULL DEFAULT false,
  sessions integer,
  capacity integer,
  version text,
  families jsonb,
  loop_lag_ms double precision,
  probe_due_at timestamptz NOT NULL DEFAULT '-infinity',
  probed_at timestamptz,
  failed_probes integer NOT NULL DEFAULT 0,
  probed_families jsonb
);
CREATE TABLE point_codes (
  code_hash text PRIMARY KEY,
  note text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  used_by text
);
