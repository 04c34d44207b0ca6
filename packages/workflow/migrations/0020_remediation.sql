-- One rotation and revocation. DBOS keeps its journal in its own schema; these are what people read and say.
create table remediations (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  incident_id uuid,
  plan jsonb not null,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'waiting', 'paused', 'stuck', 'rolling-back', 'done', 'rolled-back', 'abandoned')),
  step text not null default 'start',
  waiting_for text,
  gate text,
  -- False once the end of the old one can no longer be undone.
  can_undo boolean not null default true,
  started_by text not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (workspace_id, id)
);
create index remediations_of_incident on remediations (workspace_id, incident_id, id desc);
create index remediations_going on remediations (workspace_id, id) where ended_at is null;
-- Two at once for one secret would end each other's new key.
create unique index remediations_once on remediations (workspace_id, (plan -> 'old' ->> 'fingerprint'))
  where ended_at is null and (plan ->> 'dryRun') = 'false';
call stanch_protect('remediations');
call stanch_show_to_system('remediations');

-- What happened, in order. Written once by its key, never changed.
create table remediation_events (
  workspace_id uuid not null,
  remediation_id uuid not null,
  seq bigint generated always as identity,
  key text not null,
  at timestamptz(3) not null default clock_timestamp(),
  step text not null,
  kind text not null check (kind in ('intent', 'done', 'failed', 'told', 'signal')),
  text text not null,
  facts jsonb not null default '{}',
  primary key (workspace_id, remediation_id, key),
  foreign key (workspace_id, remediation_id) references remediations on delete cascade
);
create index remediation_events_in_order on remediation_events (workspace_id, remediation_id, seq);
call stanch_protect('remediation_events', 'select, insert');

-- What people said to it, in order.
create table remediation_signals (
  workspace_id uuid not null,
  remediation_id uuid not null,
  seq bigint generated always as identity,
  kind text not null check (kind in ('approve', 'reject', 'pause', 'resume', 'rollback', 'confirm', 'waive', 'provide', 'performed', 'retry', 'abandon')),
  said_by text not null,
  subject text,
  reason text,
  at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, remediation_id, seq),
  foreign key (workspace_id, remediation_id) references remediations on delete cascade
);
call stanch_protect('remediation_signals', 'select, insert');

-- Names of sealed values, and notes without secrets; gone when it ends.
create table remediation_values (
  workspace_id uuid not null,
  remediation_id uuid not null,
  name text not null,
  sealed_id uuid,
  note jsonb,
  primary key (workspace_id, remediation_id, name),
  foreign key (workspace_id, remediation_id) references remediations on delete cascade
);
call stanch_protect('remediation_values');
