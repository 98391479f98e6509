-- One row a version of a month; never changed once it stands. The document is kept as text, byte for byte, as its checksum is of the text.
CREATE TABLE publications (
  month text NOT NULL CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'),
  version integer NOT NULL CHECK (version >= 1),
  made_at timestamptz NOT NULL,
  checksum text NOT NULL,
  note text CHECK (version = 1 OR note IS NOT NULL),
  tables text NOT NULL,
  files jsonb NOT NULL,
  PRIMARY KEY (month, version)
);
