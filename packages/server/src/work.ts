import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Database,
  type Durable,
  type KeyRing,
  Remediations,
  launchDurable,
  openKeyRing,
  SCAN_JOB,
  deliverDue,
  dueScans,
  expireSealed,
  forgetDeliveries,
  forgetHookDeliveries,
  remediationJob,
  reverifyDue,
  runClock,
  scanInput,
  scanJob,
  strandedScans,
} from "@stanch/workflow";
import type { Logger } from "pino";
import type { Environment } from "./config.ts";
import { fingerprintKeyOf } from "./routes/findings.ts";
import type { Tools } from "./tools.ts";

/** Queues, and what they are filled by. */
export interface Work {
  readonly durable: Durable;
  readonly remediations: Remediations;
  readonly ring: KeyRing;
  stop(): Promise<void>;
}

export interface WorkOptions {
  readonly database: Database;
  readonly environment: Environment;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly secret: string;
  /** Links in messages begin with it. */
  readonly publicUrl: string;
  readonly tools: Tools;
  readonly logger: Logger;
  /** False: this process only fills the queues. */
  readonly works: boolean;
  /** Another process declared this one dead: it must end. */
  readonly onOutlived: () => void;
}

/** Does `work` again and again with a pause between, one at a time. What fails is told, and tried at the next turn. */
function round(what: string, everyMs: number, work: () => Promise<unknown>): (logger: Logger) => () => Promise<void> {
  return (logger) => {
    const over = new AbortController();
    const going = (async () => {
      while (!over.signal.aborted) {
        await work().catch((error: unknown) => logger.warn({ err: error, what }, "a regular task failed, it is tried again"));
        await sleep(everyMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
      }
    })();
    return () => {
      over.abort();
      return going;
    };
  };
}

/** Opens the sealing key, starts DBOS, and begins to work on scans and remediations. */
export async function startWork(options: WorkOptions): Promise<Work> {
  const { database, environment, tools, secret } = options;
  const ring = await openKeyRing(environment.STANCH_SEALING_KEY ?? `file:${join(options.folder, "sealing.keys")}`, options.variables);
  const ports = await tools.remediationPorts({ mayReachPrivate: environment.STANCH_PRIVATE_HOSTS.includes("*") });
  const remediation = remediationJob({ database, ring, ports });
  const scan = scanJob({
    database,
    scan: (path, workspaceId, onProgress) => tools.scan(path, fingerprintKeyOf(secret, workspaceId), onProgress),
  });
  const durable = await launchDurable({
    database,
    jobs: [scan, remediation],
    works: options.works,
    log: quiet(options.logger),
    onOutlived: options.onOutlived,
  });
  const remediations = new Remediations({ database, ring, durable });
  const rounds = options.works
    ? [
        round("queued remediations", 10_000, () => remediations.sweep()),
        round("notifications", 3000, () =>
          deliverDue(database, ring, { reach: { privateHosts: environment.STANCH_PRIVATE_HOSTS }, publicUrl: options.publicUrl }),
        ),
        round("due times", 60_000, () => runClock(database)),
        ...(environment.STANCH_REVERIFY ? [round("validity", 5000, () => reverifyDue(database, ring, { check: tools.check }))] : []),
        round("watched places", 3000, () => enqueueDue(database, durable)),
        round("what is kept for a time", 3_600_000, async () => {
          await expireSealed(database);
          await forgetDeliveries(database);
          await forgetHookDeliveries(database);
        }),
      ]
    : [];
  const stops = rounds.map((one) => one(options.logger));
  return {
    durable,
    remediations,
    ring,
    async stop() {
      await Promise.all(stops.map((end) => end()));
      await durable.stop();
      await remediation.close();
    },
  };
}

/** A scan's id is its place in the queue: to queue what another worker queued changes nothing. */
async function enqueueDue(database: Database, durable: Durable): Promise<void> {
  const due = [...(await dueScans(database)), ...(await strandedScans(database))];
  for (const { workspaceId, scanId } of due) await durable.enqueue(SCAN_JOB, scanId, scanInput(workspaceId, scanId));
}

/** DBOS tells its metadata as text: only that something is wrong goes to the log, as it may name inputs. */
function quiet(logger: Logger): NonNullable<Parameters<typeof launchDurable>[0]["log"]> {
  const tell = (level: "warn" | "error") => (entry: unknown) => {
    if (entry instanceof Error) logger[level]({ err: entry }, "dbos");
    else logger[level]({ part: "dbos" }, "dbos told of something that may hold inputs, and is not shown");
  };
  return { info: () => undefined, debug: () => undefined, warn: tell("warn"), error: tell("error") };
}
