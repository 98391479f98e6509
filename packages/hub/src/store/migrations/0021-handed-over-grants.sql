-- The merged unit whose officer went on to the successor; absent for a grant that somebody gave by itself.
ALTER TABLE grants ADD from_unit text REFERENCES units (code);
