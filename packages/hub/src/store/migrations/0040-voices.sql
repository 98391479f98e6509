-- What people tell: places without signal, and problems. The id is the device's, so that what is sent twice is kept once.
CREATE TABLE white_spots (
  id uuid PRIMARY KEY,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  latitude double precision,
  longitude double precision,
  accuracy_m double precision,
  province_code text NOT NULL,
  commune_code text,
  area_edition date NOT NULL,
  operator_id text NOT NULL,
  note text,
  install_id uuid,
  state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'seen', 'planned', 'mended', 'closed')),
  state_at timestamptz NOT NULL
);
CREATE INDEX white_spots_area ON white_spots (province_code, commune_code, received_at);

CREATE TABLE problem_reports (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  received_at timestamptz NOT NULL,
  measurement_id uuid,
  province_code text,
  area_edition date,
  text text NOT NULL,
  contact text,
  install_id uuid,
  state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'working', 'passed-on', 'answered', 'closed')),
  state_at timestamptz NOT NULL,
  answer text
);
CREATE INDEX problem_reports_province ON problem_reports (province_code, received_at);
