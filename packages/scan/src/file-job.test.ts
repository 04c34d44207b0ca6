import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kernel, Scanner, compile } from "@stanch/engine";
import { afterAll, expect, it } from "vitest";
import { sample, scanned, token } from "../test/world.ts";
import { pathText, runFilesJob } from "./file-job.ts";
import type { JobResult } from "./jobs.ts";
import { SeenContents, seenBuffer } from "./seen.ts";

const set = compile([sample]);
const scanner = new Scanner(set, new Kernel(set, { hashKeys: () => new Uint8Array(128).fill(7) }));
const dir = mkdtempSync(join(tmpdir(), "stanch-files-"));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function run(name: string, options: { onWindow?: () => void; isAgain?: boolean; seen?: SeenContents } = {}): JobResult {
  return runFilesJob(
    scanner,
    { kind: "files", root: dir, folders: [{ folder: "", names: [name] }], ...(options.isAgain === true ? { isAgain: true } : {}) },
    { skipBinary: false, maxFileBytes: 1_000_000, ...(options.onWindow === undefined ? {} : { onWindow: options.onWindow }) },
    options.seen ?? new SeenContents(seenBuffer()),
  );
}

it("reads a file that grows faster than it is read up to the size it had, and ends", () => {
  const file = join(dir, "log");
  writeFileSync(file, Buffer.alloc(20_000_000, "line\n"));
  appendFileSync(file, `${token(1)}\n`);
  const { hits, bytes } = run("log", {
    onWindow: () => {
      appendFileSync(file, Buffer.alloc(10_000_000, "more\n"));
    },
  });
  // The first sign of life comes before the file is opened: it is larger by then.
  expect(bytes).toBe(30_000_000 + token(1).length + 1);
  expect(hits.flatMap(({ matches }) => matches.map(({ line }) => line))).toEqual([4_000_001]);
});

it("takes a file that shrinks while it is read for what it still gave", () => {
  const file = join(dir, "shrinks");
  writeFileSync(file, Buffer.concat([Buffer.from(`${token(1)}\n`), Buffer.alloc(30_000_000, "line\n")]));
  let calls = 0;
  const { hits, bytes, skips } = run("shrinks", {
    onWindow: () => {
      if (++calls === 3) truncateSync(file, 100);
    },
  });
  expect(bytes).toBeLessThan(30_000_000);
  expect(hits).toHaveLength(1);
  expect(skips).toEqual([]);
});

it.each([
  ["vanished", (): void => {}],
  ["symlink", (path: string): void => symlinkSync("/etc/passwd", path)],
  ["special-file", (path: string): void => mkdirSync(path)],
  ["special-file", (path: string): void => symlinkDevice(path)],
])("reports a file as %s when something else stands in its place by then (%#)", async (reason, replace) => {
  const root = mkdtempSync(join(dir, "race-"));
  for (const name of ["a", "b", "c"]) writeFileSync(join(root, name), `${name} ${token(1)}`);
  const { found, skipped } = await scanned([root], {
    wants: (path) => {
      // The walk has seen the file; the job comes later.
      if (path === "b") {
        unlinkSync(join(root, "b"));
        replace(join(root, "b"));
      }
      return "yes";
    },
  });
  expect(found).toEqual({ [token(1)]: ["a:1:3", "c:1:3"] });
  expect(skipped).toEqual({ [reason]: ["b"] });
});

/** A FIFO with a writer at its other end, who says nothing: reading it would wait. */
function symlinkDevice(path: string): void {
  execFileSync("mkfifo", [path]);
  execFileSync("sh", ["-c", 'sleep 2 <> "$0" >/dev/null 2>&1 &', path]);
}

it("scans a content again that a lost job had begun", () => {
  const seen = new SeenContents(seenBuffer());
  writeFileSync(join(dir, "again"), `key ${token(9)}`);
  const first = run("again", { seen });
  expect(first.hits).toHaveLength(1);
  const copy = run("again", { seen });
  expect(copy.hits).toEqual([]);
  expect(copy.duplicates).toEqual([{ key: 0, hash: first.hits[0]?.hash }]);
  const again = run("again", { seen, isAgain: true });
  expect(again.hits).toEqual(first.hits);
});

it("writes bytes of a name that are no UTF-8 so that two names never look the same", () => {
  expect(pathText(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xc3]))).toBe("a\\xffé\\xc3");
  expect(pathText(Buffer.from("plain/é/名"))).toBe("plain/é/名");
});
