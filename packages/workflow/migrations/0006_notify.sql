-- Where something is told. What a channel needs in secret (a webhook's URL, a token) is a sealed value.
create table channels (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null,
  settings jsonb not null default '{}',
  sealed_id uuid not null,
  events text[] not null,
  min_severity smallint not null default 0,
  is_enabled boolean not null default true,
  last_sent_at timestamptz(3),
  last_error text,
  failed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call stanch_protect('channels');

-- Written in the transaction of what it tells: neither without the other.
create table outbox (
  workspace_id uuid not null references workspaces on delete cascade,
  id bigint generated always as identity,
  channel_id uuid not null,
  incident_id uuid not null,
  kind text not null,
  at timestamptz(3) not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'dead')),
  attempts int not null default 0,
  next_at timestamptz(3) not null,
  last_error text,
  sent_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels on delete cascade
);
create index outbox_due on outbox (next_at, workspace_id, channel_id) where state = 'pending';
create index outbox_of_channel on outbox (workspace_id, channel_id, id);
call stanch_protect('outbox');
call stanch_show_to_system('outbox');

create table tickets (
  workspace_id uuid not null,
  channel_id uuid not null,
  incident_id uuid not null,
  key text not null,
  url text not null,
  created_at timestamptz(3) not null,
  primary key (workspace_id, channel_id, incident_id),
  foreign key (workspace_id, channel_id) references channels on delete cascade
);
create index tickets_of_incident on tickets (workspace_id, incident_id);
call stanch_protect('tickets');
