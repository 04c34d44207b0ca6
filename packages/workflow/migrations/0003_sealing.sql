-- A value that a workflow needs again, encrypted with a key of its own (AES-256-GCM), which is encrypted with one that is not
-- in this database. Without an end only for what the server itself needs (a channel's credentials).
create table sealed_values (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  purpose text not null,
  fingerprint text,
  key_id text not null,
  wrapped_key bytea not null,
  nonce bytea not null,
  ciphertext bytea not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  used_at timestamptz(3),
  uses int not null default 0,
  primary key (workspace_id, id),
  check (expires_at is not null or purpose like 'server:%')
);
create index sealed_by_expiry on sealed_values (workspace_id, expires_at);
create index sealed_by_fingerprint on sealed_values (workspace_id, fingerprint);
call stanch_protect('sealed_values');
