-- Scans that were asked for: what, by whom, how far. The queue itself is DBOS's.
create table scans (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  path text not null check (length(path) between 1 and 4000),
  repository text not null check (length(repository) between 1 and 500),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  requested_by text not null,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- What came of it: numbers of findings and incidents; of a failure its sentence.
  outcome jsonb,
  primary key (workspace_id, id)
);
create index scans_going on scans (workspace_id, id) where finished_at is null;
call stanch_protect('scans');

-- What was found out about an incident elsewhere: who used the secret (misuse), who breaks without it (impact). The newest counts.
create table assessments (
  workspace_id uuid not null,
  incident_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('misuse', 'impact')),
  body jsonb not null,
  made_by text not null,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, incident_id, kind, id),
  foreign key (workspace_id, incident_id) references incidents on delete cascade
);
call stanch_protect('assessments', 'select, insert, delete');
