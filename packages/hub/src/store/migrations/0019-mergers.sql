-- A body that is merged into another: from that day on the other stands for it, also in the campaigns it takes part in.
ALTER TABLE units
  ADD merged_into text REFERENCES units (code),
  ADD merged_on date,
  ADD CHECK ((merged_into IS NULL) = (merged_on IS NULL)),
  ADD CHECK (merged_into <> code);
CREATE INDEX units_merged ON units (merged_on) WHERE merged_on IS NOT NULL;
-- First day of a place that came by a merger; absent for a unit that was asked itself.
ALTER TABLE campaign_units ADD since date;
