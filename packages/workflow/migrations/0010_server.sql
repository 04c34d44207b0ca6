-- Log-in: better-auth's own tables, as it makes them, in a schema of their own. A test compares them with what it expects.
create schema auth;
grant usage on schema auth to stanch_app;
set local search_path = auth;
create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "twoFactorEnabled" boolean);
create table "session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade);
create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table "twoFactor" ("id" text not null primary key, "secret" text not null, "backupCodes" text not null, "userId" text not null references "user" ("id") on delete cascade, "verified" boolean, "failedVerificationCount" integer, "lockedUntil" timestamptz);
create index "session_userId_idx" on "session" ("userId");
create index "account_userId_idx" on "account" ("userId");
create index "verification_identifier_idx" on "verification" ("identifier");
create index "twoFactor_secret_idx" on "twoFactor" ("secret");
create index "twoFactor_userId_idx" on "twoFactor" ("userId");
grant select, insert, update, delete on all tables in schema auth to stanch_app;
set local search_path = public;

-- Tokens of programs. Only a hash is kept: SHA-256 of a random value of 238 bits.
create table api_tokens (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null check (length(name) between 1 and 100),
  role text not null check (role in ('owner', 'manager', 'responder', 'developer', 'auditor', 'machine')),
  scopes text[] not null,
  hash text not null unique,
  -- The last four characters, to tell tokens apart in a list.
  tail text not null check (length(tail) = 4),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_tokens_of_workspace on api_tokens (workspace_id, id);
call stanch_protect('api_tokens');
call stanch_show_to_system('api_tokens');

create table invitations (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  email text not null,
  role text not null check (role in ('owner', 'manager', 'responder', 'developer', 'auditor', 'machine')),
  hash text not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz
);
create index invitations_by_email on invitations (email);
call stanch_protect('invitations');
call stanch_show_to_system('invitations');

-- Answers to requests that carry an Idempotency-Key, sealed: some hold a token that is shown once.
create table idempotency_keys (
  principal text not null,
  key text not null,
  request text not null,
  status int,
  answer bytea,
  created_at timestamptz not null default now(),
  primary key (principal, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
create policy by_system on idempotency_keys to stanch_app using (stanch_is_system()) with check (stanch_is_system());
grant select, insert, update, delete on idempotency_keys to stanch_app;

-- Failed log-ins, counted over all servers. The key is a hash of what was tried.
create table sign_in_attempts (key text primary key, count int not null, ends_at timestamptz not null);
alter table sign_in_attempts enable row level security;
create policy by_system on sign_in_attempts to stanch_app using (stanch_is_system()) with check (stanch_is_system());
grant select, insert, update, delete on sign_in_attempts to stanch_app;
