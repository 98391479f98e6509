-- Samples of each access kind that a unit is asked for in a month; absent where the campaign's own target holds.
ALTER TABLE campaign_units ADD target integer CHECK (target > 0);
