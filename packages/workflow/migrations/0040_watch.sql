-- Places that are looked at again and again: code hosts, images. What a host says (a webhook) is a hint to look sooner, no more.
create table watched_sources (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  -- As `stanch scan` takes it: github:acme/shop, gitlab:acme, image:registry.example.com/shop:1.
  target text not null check (length(target) between 3 and 1000),
  host text check (length(host) between 1 and 300),
  every_minutes int not null check (every_minutes between 5 and 43200),
  -- The secret that its webhooks are signed with.
  sealed_id uuid not null,
  is_enabled boolean not null default true,
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  next_at timestamptz(3) not null default now(),
  -- Of the last hint; later than the last start, there is something to look at.
  hinted_at timestamptz(6),
  started_at timestamptz(6),
  last_scan_id uuid,
  primary key (workspace_id, id)
);
create unique index watched_sources_once on watched_sources (workspace_id, target, coalesce(host, ''));
call stanch_protect('watched_sources');
call stanch_show_to_system('watched_sources');

-- Deliveries that were taken: the same one again is answered and does nothing.
create table hook_deliveries (
  workspace_id uuid not null,
  source_id uuid not null,
  delivery text not null check (length(delivery) between 1 and 100),
  received_at timestamptz(3) not null default now(),
  primary key (workspace_id, source_id, delivery),
  foreign key (workspace_id, source_id) references watched_sources on delete cascade
);
create index hook_deliveries_by_age on hook_deliveries (received_at);
call stanch_protect('hook_deliveries', 'select, insert, delete');
