import { join } from "node:path";
import {
  type Database,
  type Durable,
  type KeyRing,
  Remediations,
  launchDurable,
  openKeyRing,
  remediationJob,
  scanJob,
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
  readonly tools: Tools;
  readonly logger: Logger;
  /** False: this process only fills the queues. */
  readonly works: boolean;
  /** Another process declared this one dead: it must end. */
  readonly onOutlived: () => void;
}

const SWEEP_MS = 10_000;

/** Opens the sealing key, starts DBOS, and begins to work on scans and remediations. */
export async function startWork(options: WorkOptions): Promise<Work> {
  const { database, environment, tools, secret } = options;
  const ring = await openKeyRing(environment.STANCH_SEALING_KEY ?? `file:${join(options.folder, "sealing.keys")}`, options.variables);
  const ports = await tools.remediationPorts({ mayReachPrivate: environment.STANCH_ALLOW_PRIVATE_ADDRESSES });
  const remediation = remediationJob({ database, ring, ports });
  const scan = scanJob({ database, scan: (path, workspaceId) => tools.scan(path, fingerprintKeyOf(secret, workspaceId)) });
  const durable = await launchDurable({
    database,
    jobs: [scan, remediation],
    works: options.works,
    log: quiet(options.logger),
    onOutlived: options.onOutlived,
  });
  const remediations = new Remediations({ database, ring, durable });
  const sweep = setInterval(() => {
    remediations.sweep().catch((error: unknown) => options.logger.warn({ err: error }, "queued remediations could not be looked at"));
  }, SWEEP_MS);
  sweep.unref();
  return {
    durable,
    remediations,
    ring,
    async stop() {
      clearInterval(sweep);
      await durable.stop();
      await remediation.close();
    },
  };
}

/** DBOS tells its metadata as text: only that something is wrong goes to the log, as it may name inputs. */
function quiet(logger: Logger): NonNullable<Parameters<typeof launchDurable>[0]["log"]> {
  const tell = (level: "warn" | "error") => (entry: unknown) => {
    if (entry instanceof Error) logger[level]({ err: entry }, "dbos");
    else logger[level]({ part: "dbos" }, "dbos has something to say; set STANCH_LOG_LEVEL=debug");
  };
  return { info: () => undefined, debug: () => undefined, warn: tell("warn"), error: tell("error") };
}
