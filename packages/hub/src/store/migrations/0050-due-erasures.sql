-- Installs whose data is being erased: kept until all of it is gone, so that what a stop breaks off is gone on with.
CREATE TABLE due_erasures (
  install_id text PRIMARY KEY
);
