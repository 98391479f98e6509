-- How often the pages were opened, country-wide: numbers of a day, and nothing that says whose.
CREATE TABLE openings (
  day date PRIMARY KEY,
  opens integer NOT NULL,
  devices integer NOT NULL,
  new_devices integer NOT NULL
);
