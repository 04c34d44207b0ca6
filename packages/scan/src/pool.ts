import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { ALIVE, type Job, type JobResult, WORKER_MARK, type WorkerSetup } from "./jobs.ts";
import { JobRunner, runSafely } from "./worker.ts";

/** Jobs that wait in a thread's own queue: enough that it never idles, few enough that a stop is quick. */
const AHEAD = 3;

/** Short-lived strings of a thread between two collections: the default of 48 MiB a thread buys no time here. */
const YOUNG_MB = 12;

/** A job is some 50 ms of work: one that takes this long is caught in an expression or a hostile file. */
const JOB_LIMIT_MS = 60_000;
/** How often a thread is looked at within the limit. */
const TICKS = 20;

/**
 * Runs jobs on worker threads. `run` resolves as soon as there is room for the next job, so a producer that awaits it
 * never runs ahead of the scan by more than AHEAD jobs a thread, whose sizes in bytes the producer bounds.
 */
export class ScanPool {
  #threads: Thread[] = [];
  readonly #onResult: (job: Job, result: JobResult) => void;
  readonly #onTimeout: (job: Job) => void;
  readonly #limitMs: number;
  #watch: NodeJS.Timeout | undefined;
  readonly #setup: WorkerSetup;
  readonly #entry: URL;
  readonly #most: number;
  #inline: JobRunner | undefined;
  #hashKeys: Uint8Array | undefined;
  #room: (() => void)[] = [];
  #idle: (() => void)[] = [];
  #failure: unknown;
  #closed = false;
  #stopped = false;

  /**
   * `threads` 0 runs every job in this thread. A thread that does not answer a job for `limitMs` is ended and replaced;
   * its job goes to `onTimeout`, the others that waited for it to another thread.
   */
  constructor(
    setup: WorkerSetup,
    options: {
      threads?: number;
      entry: URL;
      onResult: (job: Job, result: JobResult) => void;
      onTimeout?: (job: Job) => void;
      limitMs?: number;
    },
  ) {
    this.#setup = setup;
    this.#entry = options.entry;
    this.#onResult = options.onResult;
    this.#onTimeout = options.onTimeout ?? (() => {});
    this.#limitMs = options.limitMs ?? JOB_LIMIT_MS;
    this.#most = options.threads ?? availableParallelism();
  }

  /** Starts the threads ahead of the first job, while the caller still lists what there is to do. */
  warmUp(): void {
    while (this.#threads.length < this.#most) this.#threads.push(this.#start());
    this.#watch ??= setInterval(
      () => {
        this.#endStuck();
      },
      Math.ceil(this.#limitMs / TICKS),
    );
  }

  /** Scans in this thread, at once: for work too small to pay for a thread's start. */
  runHere(job: Job): void {
    this.#inline ??= new JobRunner(this.#setup, undefined, () => this.#keys());
    this.#onResult(job, runSafely(this.#inline, job));
  }

  async run(job: Job): Promise<void> {
    if (this.#closed || this.#stopped) return;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#most === 0) return this.runHere(job);
    this.warmUp();
    let least = this.#threads[0];
    for (const thread of this.#threads) if (least === undefined || thread.jobs.length < least.jobs.length) least = thread;
    if (least === undefined) return;
    give(least, job);
    if (this.#threads.every((thread) => thread.jobs.length >= AHEAD)) {
      await new Promise<void>((resolve) => {
        this.#room.push(resolve);
      });
      if (this.#failure !== undefined) throw this.#failure;
    }
  }

  /** Drops what waits and gives the threads up to `graceMs` to tell what they have; then whoever waits goes on. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#wake();
    const until = performance.now() + graceMs;
    // What a thread was given it does before it stops: at most AHEAD small jobs, or one long one that is not waited for.
    while (this.#threads.some((thread) => thread.jobs.length > 0) && performance.now() < until) await setTimeout(10);
  }

  /** Waits until every job is done. */
  async drain(): Promise<void> {
    if (!this.#closed && !this.#stopped && this.#threads.some((thread) => thread.jobs.length > 0)) {
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Ends the threads; jobs that wait are dropped. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    this.#wake();
    this.#inline?.close();
    await Promise.all(this.#threads.map(async (thread) => thread.worker.terminate()));
  }

  /** Made at need: a hook hashes nothing. */
  #keys(): Uint8Array {
    return (this.#hashKeys ??= randomBytes(128));
  }

  #start(): Thread {
    // Not imported: a hook, which needs no threads, would wait for the 35 modules that this one loads.
    const threads = process.getBuiltinModule("node:worker_threads");
    const worker = new threads.Worker(this.#entry, {
      argv: [WORKER_MARK],
      workerData: { mark: WORKER_MARK, setup: this.#setup, hashKeys: this.#keys() },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const thread: Thread = { worker, jobs: [], ticks: 0, isReady: false };
    worker.on("message", (result: JobResult | typeof ALIVE) => {
      thread.ticks = 0;
      thread.isReady = true;
      if (result === ALIVE) return;
      const job = thread.jobs.shift();
      if (job !== undefined && !this.#closed) this.#onResult(job, result);
      this.#makeRoom();
    });
    worker.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
    worker.on("exit", () => {
      if (this.#closed || !this.#threads.includes(thread)) return;
      // Out of memory ends a thread without an error of its own. One that ends before it began would do so for ever.
      if (thread.isReady) this.#replace(thread);
      else {
        this.#failure ??= new Error("a worker thread ended before it began");
        this.#wake();
      }
    });
    return thread;
  }

  #endStuck(): void {
    // Ticks, not a clock: a program that was stopped, or whose machine slept, has not waited. `#replace` makes a new list.
    for (const thread of this.#threads) if (thread.isReady && thread.jobs.length > 0 && ++thread.ticks > TICKS) this.#replace(thread);
  }

  /** Ends a thread; the job it was at is lost, those behind it are not. */
  #replace(thread: Thread): void {
    const [stuck, ...waiting] = thread.jobs;
    thread.jobs.length = 0;
    this.#threads = this.#threads.filter((one) => one !== thread);
    void thread.worker.terminate();
    const fresh = this.#start();
    this.#threads.push(fresh);
    for (const job of waiting) give(fresh, job);
    if (stuck !== undefined) this.#onTimeout(stuck);
    this.#makeRoom();
  }

  #makeRoom(): void {
    if (this.#threads.every((one) => one.jobs.length === 0)) return this.#wake();
    for (const resolve of this.#room.splice(0)) resolve();
  }

  #wake(): void {
    for (const resolve of [...this.#room.splice(0), ...this.#idle.splice(0)]) resolve();
  }
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Job[];
  /** Ticks of the watch since its last sign of life. */
  ticks: number;
  /** Whether it has started: on a busy machine that takes seconds, which are not its job's. */
  isReady: boolean;
}

function give(thread: Thread, job: Job): void {
  if (thread.jobs.length === 0) thread.ticks = 0;
  thread.jobs.push(job);
  thread.worker.postMessage(job);
}
