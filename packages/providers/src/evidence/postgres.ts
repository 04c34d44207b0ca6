import { AppError, type UseRecord } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { type Ask, type Collector, momentOf, needed, present } from "./collector.ts";

export const postgres: Collector = {
  id: "postgres",
  name: "PostgreSQL",
  needs: [{ name: "DATABASE_URL", isSecret: true, what: "connection of a role in pg_read_all_stats, such as pg_monitor" }],
  reads: [
    "pg_roles: whether the role (--about) may log in, until when, and what it may",
    "pg_stat_activity: open sessions of the role: from where, which program, since when; no text of statements",
  ],
  cannot: [
    "PostgreSQL keeps no record of past log-ins: they are in the server's log, if log_connections was on (--log-kind postgres; jsonlog, csvlog or the plain log with the prefix %m [%p]).",
    "Statements are in the log only with log_statement or log_min_duration_statement.",
  ],
  async *collect(ask) {
    await standing(ask);
    yield* [];
  },
  // Order as in «Error Reporting and Logging: Using CSV-Format Log Output».
  columns:
    "timestamp user dbname pid remote session_id line_num ps session_start vxid txid error_severity state_code message detail hint internal_query internal_position context statement cursor_position func_name application_name backend_type leader_pid query_id".split(
      " ",
    ),
  toRecord: (about) => {
    const fromPlain = plainReader();
    return (entry, reference) => {
      const record = typeof entry === "string" ? fromPlain(entry, reference) : logRecord(entry, reference);
      return record === undefined || (about !== undefined && record.actor !== about) ? undefined : record;
    };
  },
};

async function standing(ask: Ask): Promise<void> {
  const { Client } = await import("pg");
  const client = new Client({
    connectionString: needed(ask, "DATABASE_URL"),
    application_name: "stanch misuse",
    connectionTimeoutMillis: 15_000,
    query_timeout: 15_000,
  });
  client.on("error", () => undefined); // a server that ends meanwhile is told by the query that fails
  try {
    await client.connect();
    await client.query("SET default_transaction_read_only = on");
    if (ask.about !== undefined)
      await roleFacts(ask, async (text, values) => (await client.query<object>(text, [...values])).rows, ask.about);
    const { rows } = await client.query<object>(
      `SELECT usename, host(client_addr) AS address, application_name, backend_start, state FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND ($1::text IS NULL OR usename = $1) ORDER BY backend_start LIMIT 200`,
      [ask.about ?? null],
    );
    for (const row of rows)
      ask.notes.fact({
        what: `open session of ${textAt(row, "usename") ?? "?"} (${textAt(row, "state") ?? "?"}) by ${shownProgram(textAt(row, "application_name"))}, since`,
        ...present({ time: timeOf(at(row, "backend_start")), address: textAt(row, "address") }),
      });
    if (rows.length === 0) ask.notes.fact({ what: ask.about === undefined ? "no other open session" : `no open session of ${ask.about}` });
  } catch (error) {
    // Messages may quote the connection; the code alone is told.
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "no connection";
    throw new AppError(code.startsWith("28") || code === "42501" ? "EVIDENCE_DENIED" : "EVIDENCE_UNREADABLE", {
      what: `PostgreSQL could not be asked: ${code}`,
      where: "DATABASE_URL",
      next: "Give a connection of a role in pg_monitor.",
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Query = (text: string, values: readonly string[]) => Promise<readonly unknown[]>;

async function roleFacts(ask: Ask, query: Query, role: string): Promise<void> {
  const [row] = await query("SELECT rolcanlogin, rolsuper, rolcreaterole, rolvaliduntil FROM pg_roles WHERE rolname = $1", [role]);
  if (row === undefined) {
    ask.notes.gap({ what: `There is no role ${role} on this server.` });
    return;
  }
  const may = [
    at(row, "rolsuper") === true ? "superuser" : undefined,
    at(row, "rolcreaterole") === true ? "may create roles" : undefined,
  ].filter((part) => part !== undefined);
  ask.notes.fact({
    what: `role ${role} ${at(row, "rolcanlogin") === true ? "may log in" : "may not log in"}${may.length > 0 ? `, ${may.join(", ")}` : ""}${timeOf(at(row, "rolvaliduntil")) === undefined ? "" : ", its password is valid until"}`,
    ...present({ time: timeOf(at(row, "rolvaliduntil")) }),
  });
}

const timeOf = (value: unknown): number | undefined =>
  value instanceof Date && Number.isFinite(value.getTime()) ? value.getTime() : undefined;
const shownProgram = (name: string | undefined): string =>
  name === undefined || name === "" ? "a program without a name" : name.slice(0, 60);

/** Undefined for a line that is no use of a credential, such as a checkpoint. */
function logRecord(entry: unknown, reference: string): UseRecord | undefined {
  const message = textAt(entry, "message") ?? "";
  const time = momentOf(utc(textAt(entry, "timestamp") ?? ""));
  const use = useOf(message, textAt(entry, "error_severity") ?? "LOG");
  if (use === undefined) return undefined;
  const remote = textAt(entry, "remote_host") ?? textAt(entry, "remote")?.replace(/:\d+$/, "");
  return recordOf({
    ...use,
    time,
    reference,
    user: use.user ?? textAt(entry, "user"),
    database: use.database ?? textAt(entry, "dbname"),
    remote,
    program: use.program ?? textAt(entry, "application_name"),
  });
}

interface Use {
  readonly action: string;
  readonly result: "ok" | "refused" | "failed";
  readonly configures?: true;
  readonly user?: string;
  readonly database?: string;
  readonly program?: string;
}

const CHANGES = /^(?:ALTER|CREATE|DROP|GRANT|REVOKE|REASSIGN|SECURITY)$/;

/** Of a statement the first word alone: the rest may hold values. */
function useOf(message: string, severity: string): Use | undefined {
  const authorised =
    /^connection authorized: user=(\S{1,63})(?: database=(\S{1,63}))?(?: application_name=(.{1,64}?))?(?: SSL enabled.*| GSS .*)?$/.exec(
      message,
    );
  if (authorised !== null) {
    const [, user, database, program] = authorised;
    return { action: "connect", result: "ok", ...present({ user, database, program }) };
  }
  const refused =
    /^(?:password|SCRAM|\S{1,20}) authentication failed for user "([^"]{1,63})"|^role "([^"]{1,63})" (?:does not exist|is not permitted to log in)|^no pg_hba\.conf entry for host ".{1,60}", user "([^"]{1,63})"/.exec(
      message,
    );
  if (refused !== null) return { action: "connect", result: "refused", ...present({ user: refused[1] ?? refused[2] ?? refused[3] }) };
  const statement =
    /^(?:statement|execute [^:]{1,80}): \s*(?:\/\*.{0,500}?\*\/\s*)?([A-Za-z]{2,12})\b(?:\s+([A-Za-z]{2,12})\b)?/.exec(message) ??
    /^duration: [\d.]+ ms {2}(?:statement|execute [^:]{1,80}): \s*([A-Za-z]{2,12})\b(?:\s+([A-Za-z]{2,12})\b)?/.exec(message);
  if (statement === null) return undefined;
  const verb = (statement[1] ?? "").toUpperCase();
  const changes = CHANGES.test(verb);
  return {
    action: changes ? `${verb} ${(statement[2] ?? "").toUpperCase()}`.trim() : verb,
    result: severity === "ERROR" ? "failed" : "ok",
    ...(changes && /^(?:ROLE|USER|SYSTEM|DATABASE|EXTENSION|SERVER|ALL|SELECT|FUNCTION|TRIGGER)$/i.test(statement[2] ?? "")
      ? { configures: true }
      : {}),
  };
}

function recordOf(
  use: Omit<Use, "user" | "database" | "program"> & {
    time: number;
    reference: string;
    user: string | undefined;
    database: string | undefined;
    remote: string | undefined;
    program: string | undefined;
  },
): UseRecord {
  return {
    time: use.time,
    source: "postgres",
    action: use.action,
    reference: use.reference,
    result: use.result,
    ...present({
      actor: use.user,
      resource: use.database,
      address: use.remote === "[local]" ? undefined : use.remote,
      agent: use.program,
      configures: use.configures,
    }),
  };
}

/** The plain log, prefix `%m [%p] ` as it is by default: the address stands in an earlier line of the same process. */
function plainReader(): (line: string, reference: string) => UseRecord | undefined {
  const remotes = new Map<string, string>();
  return (line, reference) => {
    const found =
      /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} \S{1,6}) \[(\d{1,10})\] (?:(\S{1,63})@(\S{1,63}) )?(LOG|FATAL|ERROR|STATEMENT|DETAIL|HINT|WARNING): {1,2}(.*)$/.exec(
        line,
      );
    if (found === null) {
      // A statement goes on over several lines.
      if (/^\s/.test(line)) return undefined;
      throw new RangeError("another prefix");
    }
    const [, time = "", pid = "", user, database, severity = "", message = ""] = found;
    const received = /^connection received: host=(\S{1,60})/.exec(message)?.[1];
    if (received !== undefined) {
      if (remotes.size > 50_000) remotes.clear();
      remotes.set(pid, received);
      return undefined;
    }
    const use = useOf(message, severity);
    if (use === undefined) return undefined;
    return recordOf({
      ...use,
      time: momentOf(utc(time)),
      reference,
      user: use.user ?? user,
      database: use.database ?? database,
      remote: remotes.get(pid),
      program: use.program,
    });
  };
}

/** PostgreSQL writes the abbreviation of log_timezone: only UTC is told from others by all. */
function utc(text: string): string {
  const time = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?) (?:UTC|GMT|\+00)$/.exec(text);
  if (time === null) throw new RangeError("no time in UTC");
  return `${time[1]}T${time[2]}Z`;
}
