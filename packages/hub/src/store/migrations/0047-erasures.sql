-- What is left of what people erased: how many of each on a day, and nothing that says whose.
CREATE TABLE erasures (
  day date PRIMARY KEY,
  installs integer NOT NULL,
  measurements integer NOT NULL,
  white_spots integer NOT NULL,
  problem_reports integer NOT NULL
);
CREATE INDEX white_spots_install ON white_spots (install_id);
CREATE INDEX problem_reports_install ON problem_reports (install_id);
