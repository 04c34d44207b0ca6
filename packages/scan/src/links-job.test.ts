import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kernel, Scanner, compile } from "@stanch/engine";
import { HINTS, ObjectStore, type ReadLinks, attribute, oidHexLength, openRepository, planPack } from "@stanch/sources";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { build, git, histories } from "../../sources/src/git/histories.fixture.ts";
import { runLinksJob } from "./links-job.ts";
import { PackReaders } from "./pack-job.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-links-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const set = compile([]);
const scanner = new Scanner(set, new Kernel(set));

/** Reads each pack in two jobs, cut anywhere. */
function reader(store: ObjectStore, oidLength: number, cut: number, read: string[]): ReadLinks {
  return ({ path }, hints) => {
    const pack = store.packs.find((one) => one.path === path);
    if (pack === undefined) return undefined;
    read.push(path);
    const plan = planPack(pack);
    const state = new PackReaders();
    const middle = Math.floor(plan.count * cut);
    const pieces = [
      [0, middle],
      [middle, plan.count],
    ].map(
      ([from = 0, to = 0]) =>
        runLinksJob(scanner, { kind: "links", path, plan, from, to, oidLength, hints }, state).links ?? new Uint8Array(),
    );
    state.close();
    // eslint-disable-next-line typescript/require-await -- the interface is for other threads
    return (async function* () {
      yield* pieces;
    })();
  };
}

describe.each([
  { format: "sha1", repack: ["repack", "-adfq", "--depth=50", "--window=50"] },
  { format: "sha1", repack: ["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"] },
  { format: "sha256", repack: ["repack", "-adfq", "--depth=50"] },
])("what commits and trees name, read by the kernel ($format, $repack)", ({ format, repack }) => {
  it("leads to the same commits and paths as read by the store", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), async (steps, cut, pick) => {
        const dir = build(scratch, steps, format);
        git(dir, repack);
        const repository = openRepository(dir);
        if (repository === undefined) throw new Error("no repository");
        const store = ObjectStore.open(repository);
        const oids = git(dir, ["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]).trim().split("\n");
        // Few targets, so that ids which only begin like one are met too.
        const targets = new Set(oids.filter((_, index) => (index + pick) % 3 === 0));
        const read: string[] = [];
        const byKernel = await attribute(repository, store, targets, { readLinks: reader(store, oidHexLength(repository) / 2, cut, read) });
        expect(read.length).toBe(store.packs.length);
        expect(byKernel).toEqual(await attribute(repository, store, targets));
        store.close();
        rmSync(dir, { recursive: true });
      }),
      { numRuns: 10 },
    );
  });
});

const ID = 20;
interface Entry {
  readonly mode: string;
  readonly name: string;
  readonly id: number;
}
const entry: fc.Arbitrary<Entry> = fc.record({
  mode: fc.constantFrom("40000", "100644", "120000", "160000", "7", "x"),
  name: fc.constantFrom("a", "a-", "ab", "b", "", "a name", "z"),
  id: fc.nat(3),
});
const bytesOf = (entries: readonly Entry[]): Buffer =>
  Buffer.concat(entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.alloc(ID, id)]));

/** The same said slowly: entries up to the first broken one. */
function readable(bytes: Buffer): string[] {
  const out: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const found = /^([0-7]{1,7}) ([^\0]+)\0/.exec(bytes.toString("latin1", at));
    const end = at + (found?.[0].length ?? 0) + ID;
    if (found === null || end > bytes.length) return out;
    const mode = Number.parseInt(found[1] ?? "", 8);
    const isBlob = mode >= 0o100000 && (mode & 0o170000) !== 0o160000;
    const id = bytes[end - 1] ?? 0;
    if (mode < 0o100000 || (isBlob && id === 1)) out.push(`${mode < 0o100000 ? 2 : 0} ${found[2] ?? ""} ${id}`);
    at = end;
  }
  return out;
}

it("tells what of two trees differs, however they are ordered or broken", () => {
  const hints = new Uint8Array(HINTS);
  hints[0x0101] = 1;
  const cut = fc.tuple(fc.array(entry, { maxLength: 8 }), fc.nat(6)).map(([entries, less]) => {
    const bytes = bytesOf(entries);
    return bytes.subarray(0, Math.max(0, bytes.length - (less > 3 ? less : 0)));
  });
  const { kernel } = scanner;
  fc.assert(
    fc.property(cut, cut, (base, tree) => {
      const at = kernel.freeAt;
      const [treeAt, hintsAt, outAt] = [at + 4096, at + 8192, at + 8192 + HINTS];
      kernel.reserve(outAt + 4096);
      kernel.bytes.set(base, at);
      kernel.bytes.set(tree, treeAt);
      kernel.bytes.set(hints, hintsAt);
      const size = kernel.fn.treeChanges(at, base.length, treeAt, tree.length, ID, hintsAt, outAt);
      expect(size).toBeLessThanOrEqual(1.3 * (base.length + tree.length) + 64);
      const kept = readable(base);
      for (let from = outAt; from < outAt + size;) {
        const flags = kernel.bytes[from] ?? 0;
        const nameAt = from + 5 + ID;
        const end = nameAt + kernel.buffer.readUInt32LE(from + 1);
        const told = `${flags & 2} ${kernel.buffer.latin1Slice(nameAt, end)} ${kernel.bytes[from + 5] ?? 0}`;
        if ((flags & 1) === 1) {
          expect(kept).toContain(told);
          kept.splice(kept.indexOf(told), 1);
        } else kept.push(told);
        from = end;
      }
      expect(kept.toSorted()).toEqual(readable(tree).toSorted());
    }),
    { numRuns: 2000 },
  );
});
