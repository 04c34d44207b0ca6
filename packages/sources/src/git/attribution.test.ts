import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { attribute, type Attribution, type AttributionOptions } from "./attribution.ts";
import { build, contentOf, git, histories, type Step } from "./histories.fixture.ts";
import { ObjectStore } from "./object-store.ts";
import { openRepository } from "./repository.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-attribution-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(dir: string, targets: Iterable<string>, options: AttributionOptions = {}): Promise<Attribution> {
  const repository = openRepository(dir);
  if (repository === undefined) throw new Error("no repository");
  const store = ObjectStore.open(repository);
  return attribute(repository, store, new Set(targets), options).finally(() => store.close());
}

/** The same said slowly: every commit's whole tree, the first commit in order that holds a blob at a path. */
function slowly(dir: string, exclude: readonly string[] = []): Map<string, string[]> {
  const not = exclude.length === 0 ? [] : ["--not", ...exclude];
  const commits = new Map<string, { parents: string[]; seconds: number }>();
  for (const line of git(dir, ["log", "--all", "--format=%H|%P|%ct", ...not])
    .trim()
    .split("\n")) {
    const [oid = "", parents = "", seconds] = line.split("|");
    if (oid !== "") commits.set(oid, { parents: parents.split(" "), seconds: Number(seconds) });
  }
  const holds = (commit: string): string[] =>
    git(dir, ["ls-tree", "-r", "-z", commit])
      .split("\0")
      .slice(0, -1)
      .map((line) => line.replace(/^\d+ blob ([0-9a-f]+)\t/, "$1 "));
  const inHead = new Set(holds("HEAD"));
  const seen = new Set<string>();
  for (const { parents } of commits.values()) {
    for (const parent of parents) if (parent !== "" && !commits.has(parent)) for (const held of holds(parent)) seen.add(held);
  }
  const places = new Map<string, string[]>();
  const done = new Set<string>();
  const isReady = (oid: string): boolean =>
    !done.has(oid) && (commits.get(oid)?.parents ?? []).every((parent) => !commits.has(parent) || done.has(parent));
  while (done.size < commits.size) {
    const ready = [...commits.keys()].filter(isReady);
    ready.sort((a, b) => (commits.get(a)?.seconds ?? 0) - (commits.get(b)?.seconds ?? 0) || (a < b ? -1 : 1));
    const next = ready[0] ?? "";
    done.add(next);
    for (const held of holds(next)) {
      if (seen.has(held)) continue;
      seen.add(held);
      const [blob = "", ...path] = held.split(" ");
      places.set(blob, [...(places.get(blob) ?? []), `${next} ${path.join(" ")}${inHead.has(held) ? " (in HEAD)" : ""}`]);
    }
  }
  return places;
}

function shown({ places }: Attribution): Map<string, string[]> {
  return new Map(
    [...places].map(([oid, list]) => [
      oid,
      list.map(({ commit, path, inHead }) => `${commit} ${path}${inHead ? " (in HEAD)" : ""}`).toSorted(),
    ]),
  );
}

function sorted(places: Map<string, string[]>): Map<string, string[]> {
  return new Map([...places].map(([oid, list]) => [oid, list.toSorted()]));
}

function allBlobs(dir: string): string[] {
  const lines = git(dir, ["cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"]).split("\n");
  return lines.filter((line) => line.startsWith("blob ")).map((line) => line.slice(5));
}

describe.each([
  { name: "loose", format: "sha1", repack: [] },
  { name: "in two packs that overlap, and loose", format: "sha1", repack: [["overlap"]] },
  { name: "packed with deep deltas", format: "sha1", repack: [["repack", "-adfq", "--depth=50", "--window=50"]] },
  { name: "packed with deltas by id", format: "sha1", repack: [["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"]] },
  { name: "SHA-256", format: "sha256", repack: [["repack", "-adfq", "--depth=50"]] },
])("attribution in a repository $name", ({ format, repack }) => {
  it("names the same commits and paths as reading every tree of every commit", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const dir = build(scratch, steps, format);
        for (const args of repack) {
          if (args[0] === "overlap") packInParts(dir);
          else git(dir, args);
        }
        const slow = slowly(dir);
        const found = await run(dir, allBlobs(dir));
        expect(shown(found)).toEqual(sorted(slow));
        expect(found.unreachable.toSorted()).toEqual(
          allBlobs(dir)
            .filter((oid) => !slow.has(oid))
            .toSorted(),
        );
        expect(found.commitCount).toBe(Number(git(dir, ["rev-list", "--all", "--count"])));
        expect(found.brokenCount).toBe(0);
        rmSync(dir, { recursive: true });
      }),
      { numRuns: 8 },
    );
  });
});

it("leaves out what the excluded commits hold already", async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (steps, pick) => {
      const dir = build(scratch, steps, "sha1");
      const commits = git(dir, ["rev-list", "--all"]).trim().split("\n");
      const exclude = [commits[pick % commits.length] ?? ""];
      expect(shown(await run(dir, allBlobs(dir), { exclude }))).toEqual(sorted(slowly(dir, exclude)));
      rmSync(dir, { recursive: true });
    }),
    { numRuns: 10 },
  );
});

/** Two thirds into each of two packs, the middle third into both, and every seventh stays loose too. */
function packInParts(dir: string): void {
  const oids = git(dir, ["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]).trim().split("\n");
  const pack = (part: string[]): string => git(dir, ["pack-objects", "-q", ".git/objects/pack/pack"], `${part.join("\n")}\n`);
  pack(oids.filter((_, i) => i % 3 !== 0 && i % 7 !== 0));
  pack(oids.filter((_, i) => i % 3 !== 1 && i % 7 !== 1));
  git(dir, ["prune-packed", "-q"]);
}

describe("attribution", () => {
  const simple: Step[] = [
    { parents: [], seconds: 1, isFresh: false, changes: [{ path: "a", content: 0 }] },
    { parents: [0], seconds: 2, isFresh: false, changes: [{ path: "dir/b", content: 1 }] },
    { parents: [0], seconds: 3, isFresh: false, changes: [{ path: "zebra", content: 2 }] },
    {
      parents: [1, 2],
      seconds: 4,
      isFresh: false,
      changes: [
        { path: "zebra", content: 2 },
        { path: "other/a", content: 3 },
      ],
    },
    { parents: [3], seconds: 5, isFresh: false, changes: [{ path: "dir/b", content: "delete" }] },
  ];
  const blobOf = (dir: string, n: number): string => git(dir, ["hash-object", "--stdin"], contentOf(n)).trim();

  it("tells who, when and whether HEAD still holds it, also for what only a merge added", async () => {
    const dir = build(scratch, simple, "sha1");
    const { places } = await run(
      dir,
      [0, 1, 2, 3].map((n) => blobOf(dir, n)),
    );
    const told = [0, 1, 2, 3].map((n) => places.get(blobOf(dir, n))?.map(({ path, summary, inHead }) => `${path}: ${summary}, ${inHead}`));
    expect(told).toEqual([["a: commit 0, true"], ["dir/b: commit 1, false"], ["zebra: commit 2, true"], ["other/a: commit 3, true"]]);
    expect(places.get(blobOf(dir, 1))?.[0]).toMatchObject({
      author: "Ann 1",
      email: "ann@example.test",
      date: "1970-01-01T01:30:02+01:30",
    });
  });

  it("gives commits and tags that are targets their own place, and blobs under a tag none", async () => {
    const dir = build(scratch, simple, "sha1");
    const commit = git(dir, ["rev-parse", "HEAD"]).trim();
    git(dir, ["tag", "-a", "-m", "a tag", "v1"]);
    const loose = git(dir, ["hash-object", "-w", "--stdin"], "under a tag\n").trim();
    git(dir, ["tag", "of-a-blob", loose]);
    const tag = git(dir, ["rev-parse", "v1"]).trim();
    const lost = git(dir, ["hash-object", "-w", "--stdin"], "under nothing\n").trim();
    const absent = "1".repeat(40);
    const { places, unreachable } = await run(dir, [commit, tag, loose, lost, absent]);
    expect(places.get(commit)).toMatchObject([{ commit, path: "", summary: "commit 4" }]);
    expect(places.get(tag)).toMatchObject([{ commit, path: "", author: "A", summary: "a tag" }]);
    expect(places.get(loose)).toEqual([]);
    expect(unreachable).toEqual([lost, absent]);
  });

  it("goes on over commits and trees that are missing", async () => {
    const dir = build(scratch, simple, "sha1");
    const first = git(dir, ["rev-parse", "HEAD~3"]).trim();
    const tree = git(dir, ["rev-parse", "HEAD:other"]).trim();
    for (const oid of [first, tree]) rmSync(join(dir, ".git/objects", oid.slice(0, 2), oid.slice(2)));
    const { places, unreachable } = await run(
      dir,
      [0, 1, 3].map((n) => blobOf(dir, n)),
    );
    expect(places.get(blobOf(dir, 0))?.map(({ summary }) => summary)).toEqual(["commit 1"]);
    expect(places.get(blobOf(dir, 1))?.map(({ summary }) => summary)).toEqual(["commit 1"]);
    expect(unreachable).toEqual([blobOf(dir, 3)]);
  });

  it("does not drown in a tree that has ten billion paths", async () => {
    const dir = mkdtempSync(join(scratch, "bomb-"));
    git(dir, ["init", "-q"]);
    let oid = git(dir, ["hash-object", "-w", "--stdin"], "small\n").trim();
    const blob = oid;
    for (let level = 0; level < 10; level++) {
      const kind = level === 0 ? "100644 blob" : "040000 tree";
      oid = git(dir, ["mktree"], Array.from({ length: 10 }, (_, i) => `${kind} ${oid}\t${i}\n`).join("")).trim();
    }
    git(dir, ["update-ref", "HEAD", git(dir, ["commit-tree", "-m", "bomb", oid]).trim()]);
    const { places, isCut } = await run(dir, [blob]);
    expect(isCut).toBe(true);
    expect(places.get(blob)?.length).toBeGreaterThan(1000);
  });

  it("stops when it is told to", async () => {
    const dir = build(scratch, simple, "sha1");
    await expect(run(dir, [blobOf(dir, 0)], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});
