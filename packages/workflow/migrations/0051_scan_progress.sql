-- How far a running scan is, for those who watch it: phase, bytes, files. Nothing depends on it.
alter table scans add column progress jsonb;
