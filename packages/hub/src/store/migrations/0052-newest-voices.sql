-- The newest reports of the whole country are read without reading all.
CREATE INDEX white_spots_newest ON white_spots (received_at);
CREATE INDEX problem_reports_newest ON problem_reports (received_at);
