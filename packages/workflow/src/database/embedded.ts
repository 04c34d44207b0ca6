import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@stanch/model";
import pg from "pg";
import * as z from "zod";
import { type Binaries, findBinaries, isReachableByAll } from "./binaries.ts";

/** What a folder's PostgreSQL is reached with. The file that keeps it is for its owner's eyes. */
const Access = z.object({ port: z.int(), adminPassword: z.string(), ownerPassword: z.string(), appPassword: z.string() });
type Access = z.infer<typeof Access>;

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  /** `stanch_owner`: runs the migrations and owns what they make. */
  readonly ownerUrl: string;
  /** `stanch_app`: bound by row-level security. */
  readonly appUrl: string;
  /** May create roles and databases. For tests and for `stanch drill`. */
  readonly adminUrl: string;
  readonly folder: string;
  /** Ends it (connections are closed) and waits for that; one that another living process started goes on. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Kept between starts. Holds `data`, `access.json` (0600) and `postgres.log`. */
  readonly folder: string;
  /** Nothing is forced to the disk: for tests only. */
  readonly isDisposable?: boolean;
  readonly startTimeoutMs?: number;
}

/**
 * Starts PostgreSQL in a folder, on 127.0.0.1 and a free port, the one of last time where it can. The first start makes the
 * database; passwords are random. One that a killed process left running is taken over. Throws DATABASE_ABSENT, DATABASE_BROKEN.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const binaries = await findBinaries(folder);
  if (binaries.user !== undefined) {
    chmodSync(folder, 0o711); // the database's user must get through to `data`, and read nothing else
    if (!isReachableByAll(folder)) throw unreachable(folder);
  }
  const running = await takeOver(folder);
  if (running !== undefined) return running;
  if (!existsSync(join(folder, "data", "PG_VERSION"))) await initialise(folder, { binaries, ...options });
  return start(folder, { binaries, ...options });
}

function unreachable(folder: string): AppError {
  return new AppError("DATABASE_BROKEN", {
    what: "PostgreSQL does not run as root, and the user that it runs as cannot reach the data folder",
    where: folder,
    next: "Name a folder such as /var/lib/stanch, or start as another user.",
  });
}

type Given = EmbeddedOptions & { readonly binaries: Binaries };

async function initialise(folder: string, { binaries, isDisposable }: Given): Promise<void> {
  const access = { port: 0, adminPassword: password(), ownerPassword: password(), appPassword: password() };
  const making = join(folder, "data.new");
  rmSync(making, { recursive: true, force: true });
  const passwordFile = join(folder, "initdb.password");
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, access.adminPassword, { mode: 0o600 });
  if (binaries.user !== undefined) for (const path of [making, passwordFile]) chownSync(path, binaries.user.uid, binaries.user.gid);
  try {
    await runInitdb(binaries, [
      `--pgdata=${making}`,
      `--pwfile=${passwordFile}`,
      "--username=stanch_admin",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
      ...(isDisposable === true ? ["--no-sync"] : []),
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  keepAccess(folder, access);
  renameSync(making, join(folder, "data")); // a first start that was cut off leaves no half-made database
}

async function runInitdb({ initdb, user }: Binaries, args: readonly string[]): Promise<void> {
  const child = spawn(initdb, args, { ...user, stdio: ["ignore", "pipe", "pipe"], cwd: "/", env: cleanEnvironment() });
  let told = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (told = `${told}${chunk.toString()}`.slice(-2000)));
  const [code] = await once(child, "close");
  if (code !== 0) throw broken("PostgreSQL could not make its data folder", `initdb: ${lastLine(told)}`);
}

async function start(folder: string, given: Given): Promise<EmbeddedPostgres> {
  const access = readAccess(folder);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? access.port : 0);
    const child = spawnPostgres(folder, port, given);
    try {
      await answering(child, { port, access, folder, timeoutMs: given.startTimeoutMs ?? 60_000 });
      const ready = { ...access, port };
      keepAccess(folder, ready);
      writeFileSync(join(folder, "started-by"), String(process.pid));
      await ensureRoles(ready);
      return describe(folder, ready, () => stopChild(child));
    } catch (cause) {
      await stopChild(child);
      if (attempt === 3) throw cause; // a port can be taken between our look and its start
    }
  }
}

function spawnPostgres(folder: string, port: number, { binaries, isDisposable }: Given): ChildProcess {
  const log = openSync(join(folder, "postgres.log"), "w", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    // A statement that failed may hold what a person typed: no statement and no parameter goes into the log.
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: "0",
    ...(isDisposable === true ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(binaries.postgres, ["-D", join(folder, "data"), "-p", String(port), ...flags], {
    ...binaries.user,
    stdio: ["ignore", log, log],
    detached: true, // Ctrl-C reaches the whole group: the database would go before we have written our last lines
    cwd: "/",
    env: cleanEnvironment(),
  });
  closeSync(log);
  return child;
}

/** PGDATA, PGOPTIONS and the like of the user's shell are not meant for this one. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC", SystemRoot: process.env["SystemRoot"] };
}

interface Waiting {
  readonly port: number;
  readonly access: Access;
  readonly folder: string;
  readonly timeoutMs: number;
}

async function answering(child: ChildProcess, { port, access, folder, timeoutMs }: Waiting): Promise<void> {
  let failed: unknown;
  child.once("error", (error) => (failed = error));
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await answers({ ...access, port })) return;
    const isGone = child.exitCode !== null || child.signalCode !== null || failed !== undefined;
    if (isGone || Date.now() > end) throw broken("PostgreSQL did not start", join(folder, "postgres.log"), failed);
    await sleep(20);
  }
}

async function answers(access: Access): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(access, "stanch_admin", "postgres"), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureRoles(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(access, "stanch_admin", "postgres") });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from pg_database where datname = 'stanch'");
    if (rows.length > 0) return;
    for (const [role, secret] of [
      ["stanch_owner", access.ownerPassword],
      ["stanch_app", access.appPassword],
    ] as const)
      await client.query(
        `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$;
         alter role ${role} with login nosuperuser nobypassrls nocreatedb nocreaterole password ${pg.escapeLiteral(secret)}`,
      );
    await client.query("create database stanch owner stanch_owner");
  } finally {
    await client.end();
  }
}

/** The PostgreSQL that already serves this folder, if one does. */
async function takeOver(folder: string): Promise<EmbeddedPostgres | undefined> {
  const pidFile = join(folder, "data", "postmaster.pid");
  if (!existsSync(pidFile) || !existsSync(join(folder, "access.json"))) return undefined;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const access = { ...readAccess(folder), port };
  // It may be on its way up or down, or its process id may be another program's by now: only an answer counts.
  if (!(port > 0) || !isAlive(pid) || !(await answers(access))) return undefined;
  await ensureRoles(access);
  const starter = Number(readOr(join(folder, "started-by"), "0"));
  const isOthers = starter !== process.pid && isAlive(starter);
  if (!isOthers) writeFileSync(join(folder, "started-by"), String(process.pid));
  return describe(folder, access, isOthers ? async () => undefined : () => stopProcess(pid));
}

function describe(folder: string, access: Access, stop: () => Promise<void>): EmbeddedPostgres {
  return {
    folder,
    ownerUrl: urlOf(access, "stanch_owner", "stanch"),
    appUrl: urlOf(access, "stanch_app", "stanch"),
    adminUrl: urlOf(access, "stanch_admin", "postgres"),
    stop,
  };
}

const PASSWORD_OF = { stanch_admin: "adminPassword", stanch_owner: "ownerPassword", stanch_app: "appPassword" } as const;

function urlOf(access: Access, role: keyof typeof PASSWORD_OF, database: string): string {
  return `postgresql://${role}:${access[PASSWORD_OF[role]]}@127.0.0.1:${access.port}/${database}`;
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, "exit");
  child.kill("SIGINT");
  await gone;
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  while (isAlive(pid)) await sleep(20);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(wanted, "127.0.0.1", () => {
        const address = server.address();
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  } catch (error) {
    if (wanted === 0) throw error;
    return await freePort(0);
  } finally {
    server.close();
  }
}

function keepAccess(folder: string, access: Access): void {
  const path = join(folder, "access.json");
  const making = `${path}.new`;
  writeFileSync(making, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  renameSync(making, path);
}

function readAccess(folder: string): Access {
  const path = join(folder, "access.json");
  try {
    return Access.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw broken("The passwords of the database cannot be read", path, cause);
  }
}

const password = (): string => randomBytes(24).toString("base64url");

function readOr(path: string, otherwise: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : otherwise;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function broken(what: string, where: string, cause?: unknown): AppError {
  const next = `Look into postgres.log there, or set DATABASE_URL to another PostgreSQL.`;
  return new AppError("DATABASE_BROKEN", { what, where, next, cause });
}
