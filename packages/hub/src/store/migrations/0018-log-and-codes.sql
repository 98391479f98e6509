CREATE INDEX audit_of_province ON audit (province_code, id);
CREATE TABLE used_codes (
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
  code text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (user_id, code)
);
