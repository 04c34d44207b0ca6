import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kernelModule } from "@stanch/engine";
import type { Detector } from "@stanch/model";
import { afterAll, expect, it } from "vitest";
import { sample, scanned, token, workerEntry, write } from "../test/world.ts";
import type { BytesJob, Job, WorkerSetup } from "./jobs.ts";
import { ScanPool } from "./pool.ts";
import { seenBuffer } from "./seen.ts";

/** Its expression tries every way to cut the letters in ones and twos: more than there are atoms. */
const endless: Detector = {
  ...sample,
  id: "endless",
  title: "Endless",
  prefixes: ["endless_"],
  pattern: /endless_(?:a|aa){1,200}b/,
};
const HANG = `endless_${"a".repeat(200)}`;

function setup(detectors: readonly Detector[]): WorkerSetup {
  return {
    kernel: kernelModule(),
    detectorIds: [],
    customDetectors: detectors,
    maxFileBytes: 1 << 20,
    skipBinary: false,
    seen: seenBuffer(),
  };
}

const bytesJob = (name: string, text: string): BytesJob => ({ kind: "bytes", name, bytes: Buffer.from(text) });

const dir = mkdtempSync(join(tmpdir(), "stanch-pool-"));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

it("ends a thread that hangs, gives back its job, and lets others do what waited behind it", { timeout: 60_000 }, async () => {
  const done: string[] = [];
  const lost: string[] = [];
  const nameOf = (job: Job): string => (job.kind === "bytes" ? job.name : "");
  const pool = new ScanPool(setup([sample, endless]), {
    entry: workerEntry,
    threads: 1,
    limitMs: 400,
    onResult: (job, { hits }) => done.push(`${nameOf(job)} ${hits.length}`),
    onTimeout: (job) => lost.push(nameOf(job)),
  });
  // More than a thread's queue holds: the producer waits while the thread is replaced.
  for (const [i, text] of [token(1), HANG, token(2), "nothing here", HANG, token(3), token(4)].entries())
    await pool.run(bytesJob(`job ${i}`, text));
  await pool.drain();
  await pool.close();
  expect(lost).toEqual(["job 1", "job 4"]);
  expect(done).toEqual(["job 0 1", "job 2 1", "job 3 0", "job 5 1", "job 6 1"]);
});

it("scans all files but the one that hangs, and names that one", { timeout: 60_000 }, async () => {
  const names = Array.from({ length: 96 }, (_, i) => `a/${String(i).padStart(3, "0")}`);
  write(dir, Object.fromEntries(names.map((name, i) => [name, `key ${token(i)}`])));
  // The last job: contents that others know by then, new ones, and what hangs.
  write(dir, { "z/1": `key ${token(5)}`, "z/2": HANG, "z/3": `key ${token(201)}` });
  const { found, skipped, coverage } = await scanned([dir], {
    threads: 2,
    jobLimitMs: 400,
    detectors: [sample, endless],
    customDetectors: [sample, endless],
  });
  expect(skipped).toEqual({ "time-out": ["z/2"] });
  expect(found[token(5)]).toEqual(["a/005:1:5", "z/1:1:5"]);
  expect(found[token(201)]).toEqual(["z/3:1:5"]);
  expect(Object.keys(found)).toHaveLength(97);
  expect(coverage.files).toBe(98);
});

it("stops when told, though a thread hangs", { timeout: 60_000 }, async () => {
  const pool = new ScanPool(setup([endless]), { entry: workerEntry, threads: 1, onResult: () => {} });
  await pool.run(bytesJob("hang", HANG));
  const drained = pool.drain();
  await pool.stop(50);
  await drained;
  await pool.run(bytesJob("late", "not run any more"));
  await pool.close();
});

it("fails with the error of a thread that cannot start", async () => {
  const pool = new ScanPool({ ...setup([]), kernel: {} }, { entry: workerEntry, threads: 1, onResult: () => {} });
  const all = async (): Promise<void> => {
    await pool.run(bytesJob("one", "some text"));
    await pool.drain();
  };
  await expect(all()).rejects.toThrow();
  await pool.close();
});
