-- One chain a workspace. The chain of the server itself (log-in, settings) has the workspace id of zeros. No foreign key: what
-- was done in a workspace outlives it.
create table audit_entries (
  workspace_id uuid not null,
  seq bigint not null,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  actor_role text not null,
  address text,
  user_agent text,
  request_id text,
  action text not null,
  target_kind text,
  target_id text,
  details jsonb not null default '{}',
  previous text not null,
  hash text not null,
  primary key (workspace_id, seq)
);
create index audit_by_request on audit_entries (workspace_id, request_id) where request_id is not null;
create index audit_by_target on audit_entries (workspace_id, target_id, seq) where target_id is not null;
create index audit_by_time on audit_entries (workspace_id, at, seq);
call stanch_protect('audit_entries', 'select, insert');

-- The last link of each chain. Locked by whoever appends, until its transaction ends: no two entries get one number.
create table audit_heads (workspace_id uuid primary key, seq bigint not null, hash text not null);
call stanch_protect('audit_heads', 'select');

-- Gives the head, locked; makes it at the first entry.
create function stanch_lock_audit_head(out seq bigint, out hash text) language plpgsql security definer set search_path = public as $$
begin
  insert into audit_heads values (stanch_workspace(), 0, repeat('0', 64)) on conflict do nothing;
  select h.seq, h.hash into seq, hash from audit_heads h where h.workspace_id = stanch_workspace() for update;
end $$;

-- Only the next link is taken, and it becomes the head.
create function stanch_append_audit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update audit_heads h set seq = new.seq, hash = new.hash
    where h.workspace_id = new.workspace_id and h.seq = new.seq - 1 and h.hash = new.previous;
  if not found then raise exception 'audit: entry % is not the next one', new.seq using errcode = 'integrity_constraint_violation'; end if;
  return new;
end $$;
create trigger append before insert on audit_entries for each row execute function stanch_append_audit();

create function stanch_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_entries for each row execute function stanch_refuse_change();
create trigger append_only_whole before truncate on audit_entries for each statement execute function stanch_refuse_change();
