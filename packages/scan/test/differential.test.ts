import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Kernel, Scanner, compile, kernelModule } from "@stanch/engine";
import { detectors } from "@stanch/detectors";
import { ObjectStore, openRepository, planPack } from "@stanch/sources";
import fc from "fast-check";
import { expect, it } from "vitest";
import { scanBlob } from "../src/blob-scan.ts";
import type { WorkerSetup } from "../src/jobs.ts";
import type { LocatedMatch } from "../src/locate.ts";
import { seenBuffer } from "../src/seen.ts";
import { JobRunner } from "../src/worker.ts";
import { git, scratch } from "./world.ts";

const dir = scratch();
const set = compile(detectors);
const scanner = new Scanner(set, new Kernel(set));
const setup = (wholeVersions: boolean): WorkerSetup => ({
  kernel: kernelModule(),
  detectorIds: detectors.map(({ id }) => id),
  customDetectors: [],
  maxFileBytes: 1 << 26,
  skipBinary: false,
  wholeVersions,
  seen: seenBuffer(),
});
const runners = { changed: new JobRunner(setup(false)), whole: new JobRunner(setup(true)) };

const examples = detectors.flatMap((detector) => detector.examples).filter((text) => text.length < 3000);
const nearMisses = detectors.flatMap((detector) => detector.counterExamples).filter((text) => text.length < 3000);
const WORDS = [
  "config",
  "const value =",
  "plivo",
  "password",
  "token:",
  "the quick brown fox",
  "aws",
  "key = ",
  "# note",
  "",
  "é",
  "\u0000",
];

/** A line of code, a word that detectors look for, a secret, or a part of one. */
const piece = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.nat(400).map((n) => `line ${n} of some code that says ${WORDS[n % WORDS.length]} ${Math.imul(n, 2654435761) >>> 0}`),
  },
  { weight: 1, arbitrary: fc.constantFrom(...examples) },
  { weight: 1, arbitrary: fc.constantFrom(...nearMisses) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...examples), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([text, share]) => text.slice(0, Math.floor(text.length * share))),
  },
);

/** What the next version of a file does to the one before; places are shares of its length. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 1, 2, 17, 300),
  put: fc.oneof(piece, fc.constantFrom("", "x", "\n", "=", '"', "A".repeat(20))),
});

const versions = fc
  .tuple(
    fc.array(piece, { minLength: 20, maxLength: 60 }),
    fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 12 }),
  )
  .map(([lines, steps]) => {
    const texts = [lines.join("\n")];
    for (const edits of steps) {
      let text = texts.at(-1) ?? "";
      for (const { at, remove, put } of edits) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + put + text.slice(from + remove);
      }
      texts.push(text);
    }
    return texts;
  });

type Found = Record<string, readonly string[]>;
const told = (matches: readonly LocatedMatch[]): string[] =>
  matches.map(({ detector, rule, start, end, line, column }) => `${detectors[detector]?.id}/${rule} ${start}-${end} ${line}:${column}`);

/** All blobs of the repository's packs, by the scan of packs. */
function byPack(repo: string, runner: JobRunner): { found: Found; blobs: number } {
  const repository = openRepository(repo);
  if (repository === undefined) throw new Error("no repository");
  const store = ObjectStore.open(repository);
  const found: Record<string, string[]> = {};
  let blobs = 0;
  for (const pack of store.packs) {
    const plan = planPack(pack);
    const result = runner.run({ kind: "pack", path: pack.path, plan, from: 0, to: plan.count });
    expect(result.skips.filter(({ reason }) => reason !== "lfs-pointer" && reason !== "too-many-matches")).toEqual([]);
    blobs += result.blobs;
    for (const { key, matches } of result.hits) found[Buffer.from(pack.index.oidAt(Number(key))).toString("hex")] = told(matches);
  }
  store.close();
  return { found, blobs };
}

/** The same by git itself and a plain scan of each content. */
function byGit(repo: string): { found: Found; blobs: number; deltas: number } {
  const list = git(repo, ["cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname) %(deltabase)"]).split("\n");
  const found: Record<string, string[]> = {};
  let blobs = 0;
  let deltas = 0;
  for (const line of list) {
    const [type, oid = "", base = ""] = line.split(" ");
    if (type !== "blob") continue;
    blobs++;
    if (!/^0+$/.test(base)) deltas++;
    const bytes = execFileSync("git", ["-C", repo, "cat-file", "blob", oid], { maxBuffer: 1 << 28 });
    const at = scanner.kernel.freeAt;
    scanner.kernel.reserve(at + bytes.length);
    scanner.kernel.bytes.set(bytes, at);
    scanner.kernel.bytes.fill(0, at + bytes.length, at + bytes.length + 64);
    const { matches } = scanBlob(scanner, at, bytes.length, { skipBinary: false });
    if (matches.length > 0) found[oid] = told(matches);
  }
  return { found, blobs, deltas };
}

let count = 0;
let deltas = 0;
let hits = 0;
it("finds in a pack, looking only at what deltas change, what a plain scan of every blob finds", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(versions, { minLength: 1, maxLength: 3 }), (files) => {
      const repo = join(dir, `repo-${++count}`);
      mkdirSync(repo);
      git(repo, ["init", "-q"]);
      const stream: (string | Buffer)[] = [];
      for (let n = 0; n < Math.max(...files.map((texts) => texts.length)); n++) {
        stream.push(`commit refs/heads/main\ncommitter A <a@example.test> ${1_700_000_000 + n} +0000\ndata 1\nx\n`);
        for (const [i, texts] of files.entries()) {
          const bytes = Buffer.from(texts[n] ?? texts.at(-1) ?? "");
          stream.push(`M 100644 inline file-${i}.txt\ndata ${bytes.length}\n`, bytes, "\n");
        }
      }
      git(repo, ["fast-import", "--quiet"], { input: Buffer.concat(stream.map((part) => Buffer.from(part))) });
      git(repo, ["repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50"]);
      const expected = byGit(repo);
      const whole = byPack(repo, runners.whole);
      const changed = byPack(repo, runners.changed);
      expect(whole.found).toEqual(expected.found);
      expect(changed.found).toEqual(expected.found);
      expect([whole.blobs, changed.blobs]).toEqual([expected.blobs, expected.blobs]);
      deltas += expected.deltas;
      hits += Object.keys(expected.found).length;
    }),
    {
      numRuns: Number(process.env["STANCH_RUNS"] ?? 15),
      ...(process.env["STANCH_SEED"] === undefined ? { seed: 1 } : { seed: Number(process.env["STANCH_SEED"]) }),
    },
  );
  // A test of deltas without deltas, or of findings without any, would show nothing.
  expect(deltas).toBeGreaterThan(20);
  expect(hits).toBeGreaterThan(10);
});
