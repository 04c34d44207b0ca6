import { randomUUID } from "node:crypto";
import type { DLogger } from "@dbos-inc/dbos-sdk";
import type { Database } from "../database/connect.ts";
import { Lease } from "./lease.ts";

/**
 * A kind of durable work: DBOS runs it from the start again after a crash, and gives it the kept results of its steps.
 * `run` must take the same way on every replay; what it does outside stands in DBOS steps.
 */
export interface Job {
  /** Public and stable: it stands in the database. */
  readonly name: string;
  /** How many of it one process works on; those that wait count. */
  readonly concurrency: number;
  run(input: string): Promise<void>;
}

export interface DurableOptions {
  readonly database: Database;
  readonly jobs: readonly Job[];
  /** False: this process only puts work into the queues. */
  readonly works: boolean;
  readonly log?: DLogger;
  readonly pollMs?: number;
  /** After a restart of the database every process takes its lock anew: nobody is declared dead so soon after. */
  readonly graceMs?: number;
  /** Called when another process declared this one dead: it must end, as its work goes on elsewhere. */
  readonly onOutlived?: () => void;
}

export interface Durable {
  readonly executorId: string;
  /** Once for an id, however often it is called. */
  enqueue(job: string, id: string, input: string): Promise<void>;
  /** Wakes what waits in `recv`. */
  wake(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** Changed only when a replay of a running job would take another way than it took. */
const APPLICATION_VERSION = "1";
/** A job is recovered as often as its machines die: there is no number of deaths that makes it wrong. */
const RECOVERIES = 1_000_000;

const running = new Map<string, Job>();
const registered = new Map<string, (input: string) => Promise<void>>();

const SILENT: DLogger = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: () => undefined };

/** Starts DBOS in this process: once at a time, as DBOS is one for a process. Its tables lie in the schema `dbos`. */
export async function launchDurable(options: DurableOptions): Promise<Durable> {
  const { DBOS } = await import("@dbos-inc/dbos-sdk");
  const { database, jobs, works } = options;
  for (const job of jobs) {
    running.set(job.name, job);
    if (!registered.has(job.name))
      registered.set(
        job.name,
        DBOS.registerWorkflow((input: string) => current(job.name).run(input), { name: job.name, maxRecoveryAttempts: RECOVERIES }),
      );
  }
  const executorId = randomUUID();
  const lease = new Lease(database.ownerUrl, executorId);
  await lease.hold();
  DBOS.setConfig({
    name: "stanch",
    systemDatabaseUrl: database.ownerUrl,
    applicationVersion: APPLICATION_VERSION,
    executorID: executorId,
    enablePatching: true,
    enableOTLP: false,
    logger: options.log ?? SILENT,
    listenQueues: works ? jobs.map(({ name }) => name) : [],
  });
  // Two first starts at once would make its tables twice: its migrations deadlock.
  await lease.oneAtATime("migrations of DBOS", () => DBOS.launch());
  for (const { name, concurrency } of jobs)
    await DBOS.registerQueue(name, {
      workerConcurrency: concurrency,
      minPollingIntervalMs: options.pollMs ?? 1000,
      onConflict: "always_update",
    });
  const watch = new Watch(lease, { ...options, executorId });
  if (works) await watch.start();
  return {
    executorId,
    async enqueue(job, id, input) {
      const start = registered.get(job);
      if (start === undefined) throw new TypeError(`no such job: ${job}`);
      await DBOS.startWorkflow(start, { workflowID: id, queueName: job })(input);
    },
    // Lost when the process dies now: whoever waits looks again by itself.
    wake: (id) => DBOS.send(id, "look", "word"),
    async stop() {
      watch.stop();
      await DBOS.shutdown();
      await lease.release();
    },
  };
}

function current(name: string): Job {
  const job = running.get(name);
  if (job === undefined) throw new TypeError(`no such job: ${name}`);
  return job;
}

/** Gives the work of dead processes back to the queues, and keeps our own lock. */
class Watch {
  readonly #lease: Lease;
  readonly #options: DurableOptions & { readonly executorId: string };
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(lease: Lease, options: DurableOptions & { readonly executorId: string }) {
    this.#lease = lease;
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#look();
    const next = (): void => {
      if (this.#isOver) return;
      this.#timer = setTimeout(() => void this.#look().finally(next), this.#options.pollMs ?? 2000);
      this.#timer.unref();
    };
    next();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      if (!(await this.#lease.hold())) return this.#options.onOutlived?.();
      for (const dead of await this.#owners()) await this.#lease.whileDead(dead, () => this.#recover(dead));
    } catch {
      // The database is away: looked at again at the next turn.
    }
  }

  /** Processes that own running work, when the database has been up long enough for them to have taken their locks. */
  async #owners(): Promise<readonly string[]> {
    const { rows } = await this.#options.database.pool.query<{ up_ms: string }>(
      "select extract(epoch from now() - pg_postmaster_start_time()) * 1000 as up_ms",
    );
    const graceMs = this.#options.graceMs ?? 15_000;
    if (Number(rows[0]?.up_ms) < graceMs) return [];
    const { DBOS } = await import("@dbos-inc/dbos-sdk");
    const pending = await DBOS.listWorkflows({ status: "PENDING", loadInput: false, loadOutput: false });
    return [
      ...new Set(
        pending.flatMap(({ executorId }) => (executorId === undefined || executorId === this.#options.executorId ? [] : [executorId])),
      ),
    ];
  }

  async #recover(dead: string): Promise<void> {
    const { DBOS } = await import("@dbos-inc/dbos-sdk");
    const left = await DBOS.listWorkflows({ status: "PENDING", executorId: dead, loadInput: false, loadOutput: false });
    for (const name of running.keys()) {
      const ids = left.filter((one) => one.workflowName === name).map(({ workflowID }) => workflowID);
      if (ids.length > 0) await DBOS.resumeWorkflows(ids, { queueName: name });
    }
  }
}
