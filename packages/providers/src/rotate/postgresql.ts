import {
  type Acceptance,
  AppError,
  type Credential,
  type CredentialState,
  type FoundMade,
  type RotationContext,
  type Rotator,
  Secret,
  type Target,
} from "@stanch/model";
import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import { cannot, half, isoOf, known, manager, strange, twice } from "./_calls.ts";
import { scramVerifier } from "./_scram.ts";

/** The other of a pair of roles: `app` and `app_b` take turns. */
const OTHER = "_b";
const CONNECT_MS = 10_000;

/**
 * Passwords of PostgreSQL roles. A role has one password, so two roles take turns: the other one is a member of the first, acts
 * as it (`SET role`), so that what it makes belongs to the first, and has a password of its own. Passwords are sent as SCRAM
 * verifiers. `address` names the server: `postgresql://host:port/database`, without a password.
 */
export const postgresql: Rotator = {
  id: "postgresql",
  detectors: ["postgresql-connection-uri"],
  baseUrl: "https://postgresql.invalid",
  facts: () => ({
    kind: "role's password",
    creation: "api",
    overlap: true,
    maxLive: 2,
    containment: "disable",
    deactivation: "reversible",
    readable: false,
    lastUse: "records",
    sideEffects: [
      "The new log-in is another role (NAME and NAME_b take turns) with the rights of the first: user name and password both change.",
      "When the old one ends its open sessions are closed.",
    ],
  }),
  describe: async (credential, context) => inDatabase(context, async (client) => stateOf(client, half(credential, "user"))),
  contain: async (target, context) => setLogin(target, false, context),
  restore: async (target, context) => setLogin(target, true, context),
  deactivate: async (target, context) => setLogin(target, false, context),
  async create({ like, label }, context) {
    const first = like.id.endsWith(OTHER) ? like.id.slice(0, -OTHER.length) : like.id;
    const name = like.id === first ? `${first}${OTHER}` : first;
    const password = randomBytes(24).toString("base64url");
    return inDatabase(context, async (client) => {
      await client.query("begin");
      const { rows } = await client.query("select 1 from pg_roles where rolname = $1", [name]);
      const literal = (text: string): string => client.escapeLiteral(text);
      const id = (text: string): string => client.escapeIdentifier(text);
      // Role commands take no parameters.
      if (rows.length === 0) await client.query(`create role ${id(name)} login`);
      await client.query(`alter role ${id(name)} with login password ${literal(scramVerifier(password))}`);
      if (name !== first) {
        await client.query(`grant ${id(first)} to ${id(name)}`);
        await client.query(`alter role ${id(name)} set role = ${literal(first)}`);
      }
      await client.query(`comment on role ${id(name)} is ${literal(label)}`);
      await client.query("commit");
      const companions = { user: name, ...known({ host: hostOf(context) }) };
      return { state: { ...(await stateOf(client, name)), label }, credential: { secret: new Secret(password), companions } };
    });
  },
  findMade: async (label, context) =>
    inDatabase(context, async (client): Promise<readonly FoundMade[]> => {
      const { rows } = await client.query<{ rolname: string }>(
        "select rolname from pg_roles where shobj_description(oid, 'pg_authid') = $1 and rolcanlogin",
        [label],
      );
      return Promise.all(rows.map(async ({ rolname }) => ({ state: await stateOf(client, rolname) })));
    }),
  confirm: async (credential, context) => twice(async () => tried(credential, context)),
};

/** SQLSTATEs of a server that looked at the log-in: 28P01 wrong password, 28000 may not log in, 3D000 no such database, but right. */
async function tried(credential: Credential, context: RotationContext): Promise<Acceptance> {
  const client = await clientFor(context, credential);
  try {
    await client.connect();
    return { answer: "accepted", reason: "the server takes it" };
  } catch (error) {
    const code = codeOf(error);
    if (code === "28P01" || code === "28000") return { answer: "refused", reason: `SQLSTATE ${code}` };
    if (code === "3D000") return { answer: "accepted", reason: "the server takes it, and has no such database" };
    return { answer: "unknown", reason: code };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stateOf(client: Client, name: string): Promise<CredentialState> {
  const { rows } = await client.query<{ login: boolean; until: Date | null; super: boolean; label: string | null; roles: string[] | null }>(
    `select r.rolcanlogin as login, r.rolvaliduntil as until, r.rolsuper as super, shobj_description(r.oid, 'pg_authid') as label,
       (select array_agg(g.rolname::text order by g.rolname) from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as roles
     from pg_roles r where r.rolname = $1`,
    [name],
  );
  const role = rows[0];
  if (role === undefined) return { id: name, status: "absent", privileges: [] };
  const sessions = await client.query<{ at: Date | null; from: string | null }>(
    "select max(query_start) as at, string_agg(distinct host(client_addr), ', ') as from from pg_stat_activity where usename = $1",
    [name],
  );
  const session = sessions.rows[0];
  const isExpired = role.until !== null && role.until.getTime() < Date.now();
  return {
    id: name,
    status: isExpired ? "expired" : role.login ? "active" : "disabled",
    privileges: [...(role.super ? ["superuser"] : []), ...(role.roles ?? []).map((one) => `member of ${one}`)].toSorted(),
    ...known({ label: role.label ?? undefined, lastUsedAt: isoOf(session?.at?.toISOString()), lastUsedFrom: session?.from ?? undefined }),
  };
}

async function setLogin({ state }: Target, isAllowed: boolean, context: RotationContext): Promise<void> {
  await inDatabase(context, async (client) => {
    const { rows } = await client.query("select 1 from pg_roles where rolname = $1", [state.id]);
    if (rows.length === 0) {
      if (!isAllowed) return;
      throw new AppError("ROTATION_NOT_FOUND", {
        what: "The role does not exist any more",
        where: state.id,
        next: "Make it again, or go on without it.",
      });
    }
    await client.query(`alter role ${client.escapeIdentifier(state.id)} with ${isAllowed ? "login" : "nologin"}`);
    // Who is logged in stays so, whatever becomes of the password.
    if (!isAllowed)
      await client.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and pid <> pg_backend_pid()", [
        state.id,
      ]);
  });
}

/** Runs `work` as the managing role. */
async function inDatabase<T>(context: RotationContext, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await clientFor(context, manager(context));
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw failureOf(error, context);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function clientFor(context: RotationContext, credential: Credential): Promise<Client> {
  const { default: pg } = await import("pg");
  const address = new URL(addressOf(context));
  const client = new pg.Client({
    host: address.hostname.replace(/^\[|\]$/g, ""),
    port: address.port === "" ? 5432 : Number(address.port),
    database: decodeURIComponent(address.pathname.slice(1)) || "postgres",
    user: half(credential, "user"),
    password: credential.secret.reveal(),
    ssl: /^(?:require|verify-ca|verify-full)$/.test(address.searchParams.get("sslmode") ?? ""),
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "stanch",
  });
  client.on("error", () => undefined); // a session that the server closes is met at the next query
  return client;
}

function addressOf(context: RotationContext): string {
  const { address } = context;
  if (address !== undefined && URL.canParse(address) && /^postgres(?:ql)?:$/.test(new URL(address).protocol)) return address;
  throw cannot("Where the database is was not told", "address", "Give it as postgresql://host:port/database, without a password.");
}

/** `host:port`, as the detector's companion has it. */
function hostOf(context: RotationContext): string | undefined {
  const { host } = new URL(addressOf(context));
  return host === "" ? undefined : host;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no answer";
}

function failureOf(error: unknown, context: RotationContext): unknown {
  if (error instanceof AppError || error instanceof TypeError) return error;
  const code = codeOf(error);
  const told = { where: new URL(addressOf(context)).host, what: `PostgreSQL: ${code}`, cause: undefined };
  if (code === "28P01" || code === "28000" || code === "42501")
    return new AppError("ROTATION_DENIED", { ...told, next: "Give a managing role that may create and change this role (--admin)." });
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith("57") && !code.startsWith("08") && !code.startsWith("53"))
    return new AppError("ROTATION_CANNOT", { ...told, next: "Look into the server's log." });
  return code === "no answer" && !(error instanceof Error)
    ? strange(told.where)
    : new AppError("ROTATION_UNREACHABLE", { ...told, next: "See that the server runs and can be reached from here." });
}
