-- To which operator a problem was passed on; empty while it is the province's.
ALTER TABLE problem_reports ADD COLUMN operator_id text;
