import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { type Database, type EmbeddedPostgres, openDatabase, startEmbedded } from "@stanch/workflow";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import { type RouteEntry, buildApp } from "./app.ts";
import { makeAuth } from "./auth/better-auth.ts";
import { SetupLink } from "./auth/setup-link.ts";
import { hasUsers } from "./auth/users.ts";
import { type Environment, environmentOf } from "./config.ts";
import { Cursors } from "./http/cursor.ts";
import { makeLogger } from "./http/logger.ts";
import { Metrics } from "./http/metrics.ts";
import { acceptInvitations, isInvited } from "./routes/sso.ts";
import type { Services } from "./services.ts";
import type { Tools } from "./tools.ts";
import { type Work, startWork } from "./work.ts";

export interface StartOptions {
  readonly version: string;
  /** Environment variables; see config.ts. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly tools: Tools;
  /** Where JSON lines of the log go. */
  readonly log: DestinationStream;
  /** Tells the operator something that is no log line: the data folder, the link for the first administrator. */
  readonly say: (line: string) => void;
  /** Another process declared this one dead and goes on with its work: it must end at once. */
  readonly onOutlived: () => void;
}

export interface Running {
  /** Where it answers. */
  readonly url: string;
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly routes: readonly RouteEntry[];
  /** Finishes what is under way, at most 25 s, then closes everything, the embedded database too. */
  stop(): Promise<void>;
}

/** Starts everything a server needs and listens. Throws CONFIG_INVALID, DATABASE_ABSENT, DATABASE_BROKEN or USAGE (port taken). */
export async function startServer(options: StartOptions): Promise<Running> {
  const environment = environmentOf(options.variables, (path) => readFileSync(path, "utf8"));
  const folder = dataFolder(environment);
  const secret = environment.STANCH_SECRET ?? keptSecret(folder);
  const { database, embedded } = await openedDatabase(environment, folder);
  const undo = async (): Promise<void> => {
    await database.close();
    await embedded?.stop();
  };
  try {
    const port = environment.STANCH_PORT === 0 ? await freePort(environment.STANCH_HOST) : environment.STANCH_PORT;
    const publicUrl = (environment.STANCH_URL ?? `http://${hostInUrl(environment.STANCH_HOST)}:${port}`).replace(/\/+$/, "");
    const stopping = new AbortController();
    let work: Promise<Work> | undefined;
    const services = servicesOf({
      options,
      environment,
      secret,
      database,
      publicUrl,
      stopping,
      work: () => work ?? Promise.reject(notYet()),
    });
    const { app, entries } = await buildApp(services);
    await listen(app, { host: environment.STANCH_HOST, port });
    // After the first answer: DBOS takes a while, and nobody waits for it who does not need it.
    work = startWork({
      database,
      environment,
      variables: options.variables,
      folder,
      secret,
      publicUrl,
      tools: options.tools,
      logger: services.logger,
      works: environment.STANCH_WORKS,
      onOutlived: options.onOutlived,
    });
    work.catch((error: unknown) => services.logger.error({ err: error }, "queues cannot be used"));
    if (embedded !== undefined) options.say(`database: PostgreSQL in ${embedded.folder}, kept between starts`);
    if (!(await hasUsers(database)))
      options.say(`first administrator: open ${publicUrl}/setup#${services.setupLink.make()} (once, within a day)`);
    options.say(`stanch ${options.version} answers at ${publicUrl}`);
    return {
      url: publicUrl,
      app,
      services,
      routes: entries,
      async stop() {
        stopping.abort();
        await work?.then((started) => started.stop()).catch(() => undefined);
        await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, 25_000).unref())]);
        await undo();
      },
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

interface Parts {
  readonly options: Pick<StartOptions, "version" | "tools" | "log">;
  readonly environment: Environment;
  readonly secret: string;
  readonly database: Database;
  readonly publicUrl: string;
  readonly stopping: AbortController;
  readonly work: () => Promise<Work>;
}

/** What routes work with, from its parts. Connects to nothing. */
export function servicesOf({ options, environment, secret, database, publicUrl, stopping, work }: Parts): Services {
  const { STANCH_OIDC_ISSUER: issuer, STANCH_OIDC_CLIENT_ID: clientId, STANCH_OIDC_CLIENT_SECRET: clientSecret } = environment;
  const auth = makeAuth({
    pool: database.pool,
    secret,
    publicUrl,
    isInvited: (email) => isInvited({ database }, email),
    onSignIn: (user) => acceptInvitations({ database }, user),
    ...(issuer === undefined || clientId === undefined ? {} : { oidc: { issuer, clientId, clientSecret } }),
  });
  return {
    version: options.version,
    environment,
    publicUrl,
    secret,
    database,
    auth,
    setupLink: new SetupLink(secret),
    cursors: new Cursors(secret),
    metrics: new Metrics(),
    logger: makeLogger(environment.STANCH_LOG_LEVEL, options.log),
    tools: options.tools,
    work,
    isStopping: () => stopping.signal.aborted,
    stopping: stopping.signal,
  };
}

export async function openedDatabase(
  environment: Environment,
  folder: string,
): Promise<{ database: Database; embedded?: EmbeddedPostgres }> {
  const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl } = environment;
  if (ownerUrl !== undefined) return { database: await openDatabase({ ownerUrl, ...(appUrl === undefined ? {} : { appUrl }) }) };
  const embedded = await startEmbedded({ folder: join(folder, "postgres") });
  try {
    return { database: await openDatabase(embedded), embedded };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

export function dataFolder(environment: Environment): string {
  if (environment.STANCH_DATA !== undefined) return environment.STANCH_DATA;
  // PostgreSQL does not run as root but as a user of its own, who cannot pass through root's home.
  return process.getuid?.() === 0 ? "/var/lib/stanch" : join(homedir(), ".local/share/stanch");
}

/** The secret of this installation, made once. Several servers on one database must be given the same by STANCH_SECRET. */
export function keptSecret(folder: string): string {
  const file = join(folder, "secret");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 }); // the embedded database's own user passes through it
    writeFileSync(file, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST"))
      throw new AppError("CONFIG_INVALID", {
        what: "The data folder cannot be written",
        where: folder,
        next: "Set STANCH_DATA to a folder of yours, or STANCH_SECRET.",
        cause: error,
      });
  }
  return readFileSync(file, "utf8").trim();
}

function notYet(): AppError {
  return new AppError("SERVER_STOPPING", { what: "The queues are not up yet", where: "server", next: "Try again in a second." });
}

/** Throws USAGE where the port is taken. */
export async function listen(app: FastifyInstance, at: { host: string; port: number }): Promise<void> {
  try {
    await app.listen(at);
  } catch (cause) {
    const isTaken = cause instanceof Error && "code" in cause && (cause.code === "EADDRINUSE" || cause.code === "EACCES");
    if (!isTaken) throw cause;
    throw new AppError("USAGE", {
      what: "Cannot listen there: the port is taken, or not allowed",
      where: `${at.host}:${at.port}`,
      next: "Set --port or STANCH_PORT.",
      cause,
    });
  }
}

function freePort(host: string): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** 0.0.0.0 is no address that a browser can open. */
function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
