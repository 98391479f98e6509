-- What provinces hand up to the nation each month, and the nation's own sums. A sender is a province's code, or 'vn' for the nation's own bodies.
CREATE TABLE nation_reports (
  month text NOT NULL,
  sender text NOT NULL,
  campaign_id text NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('submitted', 'returned', 'accepted', 'consolidated')),
  version integer NOT NULL,
  content jsonb NOT NULL,
  note text,
  submitted_at timestamptz NOT NULL,
  is_late boolean NOT NULL,
  history jsonb NOT NULL,
  PRIMARY KEY (month, sender)
);
CREATE TABLE nation_consolidations (
  month text NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  person text NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (month, version)
);
