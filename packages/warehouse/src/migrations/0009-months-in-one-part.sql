-- A month to which nothing came for two days is merged into one part: FINAL then has nothing to compare, and what is read of days and weeks
-- costs half. Until then parts are merged as ever.
ALTER TABLE measurements MODIFY SETTING min_age_to_force_merge_seconds = 172800, min_age_to_force_merge_on_partition_only = 1;
