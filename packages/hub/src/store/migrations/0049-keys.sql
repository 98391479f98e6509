-- Keys that all hubs on this database share, each made by whoever needed it first.
CREATE TABLE keys (
  name text PRIMARY KEY,
  jwk text NOT NULL
);
