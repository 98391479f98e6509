-- A unit's own targets by the month from which each holds ('' from the beginning), so that a new one leaves earlier months as they were judged.
ALTER TABLE campaign_units ADD targets jsonb NOT NULL DEFAULT '{}';
UPDATE campaign_units SET targets = jsonb_build_object('', target) WHERE target IS NOT NULL;
ALTER TABLE campaign_units DROP target;
