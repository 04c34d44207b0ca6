-- Times have the milliseconds that the program has: a page's cursor must compare equal to what it was made from.
create table incidents (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  detector text not null,
  title text not null,
  provider text not null,
  category text not null,
  masked text not null,
  companions jsonb not null default '{}',
  explanation jsonb not null default '{}',
  confidence real not null,
  expires_at timestamptz(3),
  state text not null default 'triggered' check (state in ('triggered', 'assigned', 'in_remediation', 'resolved')),
  resolution text check (resolution in ('revoked', 'rotated', 'false_alarm', 'accepted')),
  accepted_until timestamptz(3),
  -- 0 low, 1 medium, 2 high, 3 critical: the detector's, what a person set, and what holds.
  base_severity smallint not null,
  set_severity smallint,
  severity smallint not null,
  severity_reasons text[] not null default '{}',
  validity text not null default 'unchecked' check (validity in ('valid', 'invalid', 'unknown', 'unchecked')),
  validity_reason text,
  impact text,
  validity_at timestamptz(3),
  next_check_at timestamptz(3),
  exposure text not null default 'unknown' check (exposure in ('public', 'internal', 'restricted', 'unknown')),
  readers int,
  privilege text not null default 'unknown' check (privilege in ('admin', 'write', 'read', 'unknown')),
  owner_user text,
  owner_label text,
  owner_from text check (owner_from in ('codeowners', 'author', 'catalogue', 'person')),
  assignee text,
  occurrences int not null default 0,
  first_place text not null default '',
  dated_at timestamptz(3) not null,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  due_at timestamptz(3),
  overdue_told_at timestamptz(3),
  resolved_at timestamptz(3),
  reopened int not null default 0,
  search tsvector not null default ''::tsvector,
  version int not null default 1,
  updated_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, fingerprint),
  check ((state = 'resolved') = (resolution is not null)),
  check ((resolution is not distinct from 'accepted') = (accepted_until is not null))
);
create index incidents_by_severity on incidents (workspace_id, severity desc, last_seen_at desc, id desc);
create index incidents_open on incidents (workspace_id, severity desc, last_seen_at desc, id desc) where state <> 'resolved';
create index incidents_by_seen on incidents (workspace_id, last_seen_at desc, id desc);
create index incidents_by_detector on incidents (workspace_id, detector, severity desc, last_seen_at desc, id desc);
create index incidents_by_assignee on incidents (workspace_id, assignee) where assignee is not null;
create index incidents_by_owner on incidents (workspace_id, owner_user) where owner_user is not null;
create index incidents_due on incidents (workspace_id, due_at, id) where state <> 'resolved' and due_at is not null;
create index incidents_accepted on incidents (workspace_id, accepted_until) where accepted_until is not null;
create index incidents_to_check on incidents (workspace_id, next_check_at) where next_check_at is not null;
create index incidents_search on incidents using gin (search);
call stanch_protect('incidents');

create table occurrences (
  workspace_id uuid not null,
  incident_id uuid not null,
  -- Made from the place itself (incidents/place.ts): the same place met again is the same row.
  id uuid not null,
  source text not null,
  repository text not null,
  path text not null,
  line int not null,
  "column" int not null,
  end_line int not null,
  end_column int not null,
  commit text,
  author text,
  email text,
  authored_at timestamptz(3),
  summary text,
  in_head boolean,
  image text,
  layer text,
  excerpt text,
  excerpt_line int,
  suppressed jsonb,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  primary key (workspace_id, incident_id, id),
  foreign key (workspace_id, incident_id) references incidents on delete cascade
);
create index occurrences_in_order on occurrences (workspace_id, incident_id, first_seen_at, id);
call stanch_protect('occurrences');

create table incident_repositories (
  workspace_id uuid not null,
  incident_id uuid not null,
  repository text not null,
  primary key (workspace_id, incident_id, repository),
  foreign key (workspace_id, incident_id) references incidents on delete cascade
);
create index incidents_of_repository on incident_repositories (workspace_id, repository, incident_id);
call stanch_protect('incident_repositories');

create table repositories (
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null,
  exposure text not null default 'unknown' check (exposure in ('public', 'internal', 'restricted', 'unknown')),
  readers int,
  codeowners text,
  catalogue_owner text,
  updated_at timestamptz(3) not null default now(),
  primary key (workspace_id, name)
);
call stanch_protect('repositories');

create table repository_members (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id text not null,
  repository text not null,
  primary key (workspace_id, user_id, repository)
);
call stanch_protect('repository_members');

create table incident_events (
  workspace_id uuid not null,
  incident_id uuid not null,
  id uuid not null,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  kind text not null,
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  reason text,
  bulk_id uuid,
  primary key (workspace_id, incident_id, id),
  foreign key (workspace_id, incident_id) references incidents on delete cascade
);
create index incident_events_of_bulk on incident_events (workspace_id, bulk_id) where bulk_id is not null;
call stanch_protect('incident_events', 'select, insert');

create table bulk_actions (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  actor_id text not null,
  change jsonb not null,
  changed int not null,
  at timestamptz(3) not null,
  undone_at timestamptz(3),
  primary key (workspace_id, id)
);
call stanch_protect('bulk_actions');

create table comments (
  workspace_id uuid not null,
  incident_id uuid not null,
  id uuid not null,
  author_kind text not null,
  author_id text not null,
  body text not null check (length(body) between 1 and 20000),
  at timestamptz(3) not null,
  primary key (workspace_id, incident_id, id),
  foreign key (workspace_id, incident_id) references incidents on delete cascade
);
call stanch_protect('comments');

create table saved_searches (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  user_id text not null,
  name text not null check (length(name) between 1 and 200),
  query jsonb not null,
  is_shared boolean not null default false,
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, user_id, name)
);
call stanch_protect('saved_searches');

create table feedback_links (
  workspace_id uuid not null,
  incident_id uuid not null,
  id uuid not null,
  recipient text not null,
  created_by text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  answered_at timestamptz(3),
  answer jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, incident_id) references incidents on delete cascade
);
call stanch_protect('feedback_links');

create table external_reports (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  kind text not null,
  origin text not null,
  received_at timestamptz(3) not null,
  -- What a report names: keyed hash only. One row a secret; the same report twice is one row.
  fingerprint text not null,
  masked text not null,
  details jsonb not null default '{}',
  incident_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, kind, origin, fingerprint)
);
create index external_reports_of_fingerprint on external_reports (workspace_id, fingerprint);
call stanch_protect('external_reports');

-- Full-text search within the workspace. The owner's right, because row-level security keeps operators of text search from
-- using their index (they are not leakproof); the condition on the workspace stands here instead. Best matches of the list's
-- order first.
create function stanch_search_incidents(query text, only_open boolean, most int) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
begin
  if only_open then
    return query select i.id from incidents i
      where i.workspace_id = stanch_workspace() and i.search @@ to_tsquery('simple', query) and i.state <> 'resolved'
      order by i.severity desc, i.last_seen_at desc, i.id desc limit most;
  else
    return query select i.id from incidents i
      where i.workspace_id = stanch_workspace() and i.search @@ to_tsquery('simple', query)
      order by i.severity desc, i.last_seen_at desc, i.id desc limit most;
  end if;
end $$;
revoke execute on function stanch_search_incidents from public;
grant execute on function stanch_search_incidents to stanch_app;
