import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { ALIVE, type Job, WORKER_MARK, type WorkerSetup } from "./jobs.ts";
import { JobRunner, runSafely } from "./worker.ts";

const ALIVE_EVERY_S = 1;

/** By then a thread has called most of what it ever calls. */
const WARM_S = 0.4;

/** The thread's loop: a job comes in, its result goes out. `onWarm` is called once, when the thread has worked for a while. */
export function serve(port: MessagePort, setup: WorkerSetup, hashKeys: Uint8Array, onWarm?: () => void): void {
  let told = process.uptime();
  const onWindow = (): void => {
    const now = process.uptime();
    if (now - told < ALIVE_EVERY_S) return;
    told = now;
    port.postMessage(ALIVE);
  };
  const runner = new JobRunner(setup, onWindow, () => hashKeys);
  port.postMessage(ALIVE);
  let coldS = WARM_S;
  port.on("message", (job: Job) => {
    const beganS = process.uptime(); // `performance` loads nine modules at its first call
    const result = runSafely(runner, job);
    port.postMessage(result, result.links === undefined ? [] : [result.links.buffer]);
    if (coldS <= 0) return;
    coldS -= process.uptime() - beganS;
    if (coldS <= 0) onWarm?.();
  });
}

interface WorkerStart {
  readonly mark: typeof WORKER_MARK;
  readonly setup: WorkerSetup;
  /** 128 random bytes, the same for all threads of a scan. */
  readonly hashKeys: Uint8Array;
}

/** Turns this thread into a worker when it was started as one. */
export function serveIfWorker(onWarm?: () => void): boolean {
  const data: unknown = workerData;
  if (parentPort === null || typeof data !== "object" || data === null || !("mark" in data) || data.mark !== WORKER_MARK) return false;
  const { setup, hashKeys } = data as WorkerStart; // made by pool.ts in the same program
  serve(parentPort, setup, hashKeys, onWarm);
  return true;
}
