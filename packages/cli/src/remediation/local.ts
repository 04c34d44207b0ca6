import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { Database, Durable, KeyRing, RemediationJobOptions, Remediations, Tenancy } from "@stanch/workflow";
import { remediationPorts } from "./ports.ts";

/** The workflow on this machine: the database of the user's data folder, or DATABASE_URL. */
export interface Local {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly remediations: Remediations;
  readonly tenancy: Tenancy;
  /** Works on what waits, until it is stopped. */
  work(timing?: RemediationJobOptions["timing"]): Promise<Durable>;
  close(): Promise<void>;
}

export interface LocalOptions {
  readonly version: string;
  readonly folder?: string;
  /** Who acts: default the user's name on this machine. */
  readonly as?: string;
  /** Nothing is forced to the disk: for `stanch drill`. */
  readonly isDisposable?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly workingFolder?: string;
}

/** Here nobody is told when a word was said in another process: a run looks often instead. */
const IDLE_MS = 1500;

export async function openLocal(options: LocalOptions): Promise<Local> {
  const workflow = await import("@stanch/workflow");
  const env = options.env ?? process.env;
  const folder = options.folder ?? env["STANCH_DATA"] ?? defaultFolder();
  const ownerUrl = env["DATABASE_URL"];
  const embedded =
    ownerUrl === undefined
      ? await workflow.startEmbedded({ folder: join(folder, "postgres"), ...(options.isDisposable === true ? { isDisposable: true } : {}) })
      : undefined;
  const database = await workflow.openDatabase(embedded ?? { ownerUrl: ownerUrl ?? "" });
  const ring = await workflow.openKeyRing(env["STANCH_SEALING_KEY"] ?? `file:${join(folder, "sealing.keys")}`, env);
  const [workspaceId = await workflow.createWorkspace(database, { name: "Local", slug: "local" })] = await workflow.workspaceIds(database);
  const jobs: { close(): Promise<void> }[] = [];
  let durable: Durable | undefined;
  // Without a worker in this process only the row is written; the next worker's sweep queues it.
  const queue = {
    enqueue: async (job: string, id: string, input: string): Promise<void> => durable?.enqueue(job, id, input),
    wake: async (id: string): Promise<void> => durable?.wake(id),
  };
  const remediations = new workflow.Remediations({ database, ring, durable: queue });
  return {
    database,
    ring,
    remediations,
    tenancy: { workspaceId, actor: { kind: "user", id: options.as ?? userInfo().username, role: "owner" } },
    async work(timing) {
      const ports = remediationPorts({
        version: options.version,
        env,
        folder: options.workingFolder ?? process.cwd(),
        mayReachPrivate: true,
        mayRunPrograms: true,
      });
      const job = workflow.remediationJob({ database, ring, ports, timing: { idleMs: () => IDLE_MS, ...timing } });
      jobs.push(job);
      durable = await workflow.launchDurable({ database, jobs: [job], works: true, pollMs: 200, onOutlived });
      await remediations.sweep(0);
      return durable;
    },
    async close() {
      await durable?.stop();
      for (const job of jobs) await job.close();
      await database.close();
      await embedded?.stop();
    },
  };
}

function defaultFolder(): string {
  // PostgreSQL does not run as root but as a user of its own, who cannot pass through root's home.
  return process.getuid?.() === 0 ? "/var/lib/stanch" : join(homedir(), ".local/share/stanch");
}

/** Another process took this one for dead and goes on with its work. */
function onOutlived(): void {
  process.stderr.write("stanch: another process goes on with this work; this one ends\n");
  process.kill(process.pid, "SIGTERM");
}
