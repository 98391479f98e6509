-- Bodies that take part, and what came through their links. An install is told by the key of its pseudonym alone.
CREATE TABLE units (
  code text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('department', 'commune', 'mass-organisation', 'press', 'operator', 'other')),
  province_code text,
  commune_code text,
  contact_name text,
  contact_email text,
  contact_phone text,
  seat text,
  predecessors text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (commune_code IS NULL OR province_code IS NOT NULL)
);
CREATE INDEX units_of_province ON units (province_code, code);
CREATE TABLE unit_installs (
  device_key text PRIMARY KEY,
  unit_code text NOT NULL REFERENCES units (code) ON DELETE CASCADE,
  since timestamptz NOT NULL
);
CREATE INDEX unit_installs_of_unit ON unit_installs (unit_code, since);
CREATE TABLE unit_opens (
  unit_code text NOT NULL REFERENCES units (code) ON DELETE CASCADE,
  day date NOT NULL,
  device_key text NOT NULL,
  opens integer NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_code, day, device_key)
);
