-- Run by the owner's role; the application is stanch_app, which owns nothing and does not bypass row-level security.
grant usage on schema public to stanch_app;

-- The workspace that the transaction runs for; null outside of one, and null equals nothing.
create function stanch_workspace() returns uuid language sql stable parallel safe
  return nullif(current_setting('stanch.workspace', true), '')::uuid;

-- Whether the transaction looks for workspaces rather than into one: log-in, workers.
create function stanch_is_system() returns boolean language sql stable parallel safe
  return current_setting('stanch.system', true) = 'on';

-- Every table with workspace_id calls this once: rows of other workspaces are neither seen nor written.
create procedure stanch_protect(target regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy by_workspace on %s to stanch_app using (workspace_id = stanch_workspace()) with check (workspace_id = stanch_workspace())',
    target);
  execute format('grant %s on %s to stanch_app', rights, target);
end $$;

-- In addition, for the few tables that a worker reads over all workspaces (an outbox) or a log-in needs (members).
create procedure stanch_show_to_system(target regclass) language plpgsql as $$
begin
  execute format('create policy by_system on %s for select to stanch_app using (stanch_is_system())', target);
end $$;

create table workspaces (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
alter table workspaces enable row level security;
create policy by_workspace on workspaces to stanch_app using (id = stanch_workspace()) with check (id = stanch_workspace());
create policy by_system on workspaces to stanch_app using (stanch_is_system()) with check (stanch_is_system());
grant select, insert, update, delete on workspaces to stanch_app;

create table members (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id text not null,
  role text not null check (role in ('owner', 'manager', 'responder', 'developer', 'auditor', 'machine')),
  name text not null default '',
  -- How commits and CODEOWNERS name this person: e-mail addresses in lower case, handles with their @.
  emails text[] not null default '{}',
  handles text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index members_of_user on members (user_id);
call stanch_protect('members');
call stanch_show_to_system('members');
