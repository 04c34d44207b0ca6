import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppError } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { build, contentOf, git, histories } from "./histories.fixture.ts";
import { ObjectStore } from "./object-store.ts";
import { type CommitRange, incomingPlaces, reachableBlobs, type RangeOptions, resolveRange } from "./range.ts";
import { openRepository, type Repository } from "./repository.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-range-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function opened(dir: string): Repository {
  const repository = openRepository(dir);
  if (repository === undefined) throw new Error("no repository");
  return repository;
}

/** Five commits on main, two on topic from the second; commit n at n days of January 2026. */
function branched(): { dir: string; oids: string[] } {
  const change = (content: number): { path: string; content: number }[] => [{ path: `file-${content}`, content }];
  const steps = [[], [0], [1], [2], [3], [1], [5]].map((parents, i) => ({ parents, seconds: i, isFresh: false, changes: change(i) }));
  const dir = build(scratch, steps, "sha1");
  const oids = git(dir, ["log", "--all", "--format=%s %H"])
    .trim()
    .split("\n")
    .toSorted()
    .map((line) => line.split(" ")[2] ?? "");
  git(dir, ["update-ref", "refs/heads/main", oids[4] ?? ""]);
  git(dir, ["update-ref", "refs/heads/topic", oids[6] ?? ""]);
  git(dir, ["symbolic-ref", "HEAD", "refs/heads/main"]);
  git(dir, ["tag", "-a", "-m", "a tag", "v1", oids[1] ?? ""]);
  return { dir, oids };
}

const { dir, oids } = branched();
const resolve = (range: string | undefined, options?: RangeOptions): CommitRange => resolveRange(opened(dir), range, options);
const positions = (list: readonly string[]): number[] => list.map((oid) => oids.indexOf(oid)).toSorted((a, b) => a - b);

describe("resolveRange", () => {
  it.each([
    ["main..topic", [6], [4]],
    ["topic..", [4], [6]],
    ["main...topic", [4, 6], [1]],
    ["main ^topic", [4], [6]],
    ["HEAD~2", [2], []],
    ["HEAD~2..HEAD", [4], [2]],
    ["v1..main", [4], [1]],
    ["  main\n^v1 ^topic ", [4], [1, 6]],
  ])("reads %j as git does", (range, include, exclude) => {
    const found = resolve(range);
    expect(positions(found.include)).toEqual(include);
    expect(positions(found.exclude)).toEqual(exclude);
  });

  it("takes all refs where nothing is asked for, or one branch or tag", () => {
    expect(new Set(resolve(undefined).include)).toEqual(new Set(git(dir, ["for-each-ref", "--format=%(objectname)"]).trim().split("\n")));
    expect(positions(resolve(undefined, { branch: "topic" }).include)).toEqual([6]);
    expect(resolve(undefined, { branch: "v1" }).include).toEqual([git(dir, ["rev-parse", "v1"]).trim()]);
  });

  it("stops before a date", () => {
    const since = new Date((1_000_000 + 3) * 1000).toISOString();
    const found = resolve("main", { since });
    expect(positions(found.include)).toEqual([4]);
    expect(positions(found.exclude)).toEqual([2]);
    const all = resolve(undefined, { since });
    expect(git(dir, ["rev-list", ...all.include, "--not", ...all.exclude])).toBe(git(dir, ["rev-list", "--all", `--since=${since}`]));
    expect(resolve("main", { since: "2000-01-01" })).toEqual({ include: [], exclude: [] });
  });

  it.each(["no-such..main", "main..no-such", "--all", "main --output=x", "", "  ", "HEAD:file-1", "main\0", "..../..", "file-1", "-"])(
    "refuses %j",
    (range) => {
      expect(() => resolve(range)).toThrow(expect.objectContaining({ code: "RANGE_INVALID", where: JSON.stringify(range) }));
    },
  );

  it("refuses an unknown branch, a range beside a branch, and what is no date for git", () => {
    expect(() => resolve(undefined, { branch: "no-such" })).toThrow(/no such branch/);
    expect(() => resolve("main", { branch: "topic" })).toThrow(/ambiguous/);
  });

  it("runs nothing that the repository configures", () => {
    const hostile = branched().dir;
    const mark = join(scratch, "executed");
    const script = join(scratch, "script");
    writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
    for (const key of [
      "core.fsmonitor",
      "core.sshCommand",
      "core.pager",
      "diff.external",
      "gpg.program",
      "core.editor",
      "core.askPass",
      "credential.helper",
      "alias.rev-parse",
      "uploadpack.packObjectsHook",
    ]) {
      git(hostile, ["config", key, script]);
    }
    for (const [key, value] of [
      ["log.showSignature", "true"],
      ["extensions.partialClone", "origin"],
      ["remote.origin.url", "ssh://nowhere.example.test/x"],
      ["remote.origin.promisor", "true"],
      ["core.repositoryFormatVersion", "1"],
    ]) {
      git(hostile, ["config", key ?? "", value ?? ""]);
    }
    const missing = oids[2] ?? "";
    rmSync(join(hostile, ".git/objects", missing.slice(0, 2), missing.slice(2)), { force: true });
    expect(resolveRange(opened(hostile), "topic").include).toEqual([oids[6]]);
    expect(() => resolveRange(opened(hostile), missing)).toThrow(expect.objectContaining({ code: "RANGE_INVALID" }));
    expect(existsSync(mark)).toBe(false);
  });
});

describe("reachableBlobs", () => {
  const blobOf = (n: number): string => git(dir, ["hash-object", "--stdin"], contentOf(n)).trim();
  const found = (range: CommitRange, onProblem?: (error: AppError) => void): string[] => {
    const store = ObjectStore.open(opened(dir));
    return [...reachableBlobs(store, range.include, range.exclude, onProblem)].map(
      ({ path, oid, commit }) => `${path.toString()} ${oid} ${oids.indexOf(commit)}`,
    );
  };

  it("are those of the commits in between, with commit and path", () => {
    expect(found(resolve("main..topic"))).toEqual([`file-5 ${blobOf(5)} 5`, `file-6 ${blobOf(6)} 6`]);
    expect(found(resolve("main~1..main"))).toEqual([`file-4 ${blobOf(4)} 4`]);
    expect(found(resolve("main..main"))).toEqual([]);
    expect(found(resolve("main"))).toHaveLength(5);
  });

  it("goes on over what is missing and tells it", () => {
    const problems: AppError[] = [];
    expect(found({ include: [oids[6] ?? "", "1".repeat(40)], exclude: [oids[1] ?? ""] }, (error) => problems.push(error))).toHaveLength(2);
    expect(problems.map(({ where }) => where)).toEqual(["1".repeat(40)]);
  });

  it("leave out nothing that git lists, and add nothing that no commit in between brought to its path", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (steps, pick) => {
        const repository = build(scratch, steps, "sha1");
        const commits = git(repository, ["rev-list", "--all"]).trim().split("\n");
        const tips = git(repository, ["for-each-ref", "--format=%(objectname)"]).trim().split("\n");
        const exclude = [commits[pick % commits.length] ?? ""];
        const ours = new Set([...reachableBlobs(ObjectStore.open(opened(repository)), tips, exclude)].map(({ oid }) => oid));
        const types = git(repository, ["cat-file", "--batch-check=%(objectname) %(objecttype)"], objects(repository, tips, exclude));
        for (const [, oid] of types.matchAll(/^([0-9a-f]+) blob$/gm)) expect(ours).toContain(oid);
        const raw = git(repository, [
          "log",
          "-c",
          "--raw",
          "--no-abbrev",
          "--no-renames",
          "--root",
          "--format=",
          "--all",
          "--not",
          ...exclude,
        ]);
        const brought = new Set(raw.matchAll(/ ([0-9a-f]{40}) [AMT]+\t/g).map(([, oid]) => oid));
        for (const oid of ours) expect(brought).toContain(oid);
        rmSync(repository, { recursive: true });
      }),
      { numRuns: 15 },
    );
  });
});

describe("incomingPlaces", () => {
  it("are all pairs of path and blob that git's log of the range shows, merges combined", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (steps, pick) => {
        const repository = build(scratch, steps, "sha1");
        const commits = git(repository, ["rev-list", "--all"]).trim().split("\n");
        const include = git(repository, ["for-each-ref", "--format=%(objectname)"]).trim().split("\n");
        const exclude = [commits[pick % commits.length] ?? ""];
        const log = ["log", "-c", "--raw", "--no-abbrev", "--no-renames", "--root", "--format=", "--all", "--not", ...exclude];
        const shown = [...git(repository, log).matchAll(/ ([0-9a-f]{40}) [AMT]+\t(.*)$/gm)].map(([, oid, path]) => `${path} ${oid}`);
        const targets = new Set(shown.map((line) => line.slice(-40)));
        const ours = [...incomingPlaces(ObjectStore.open(opened(repository)), { include, exclude }, targets)];
        expect(ours.map(({ path, oid }) => `${path.toString()} ${oid}`).toSorted()).toEqual([...new Set(shown)].toSorted());
        const [one] = targets;
        const few = [...incomingPlaces(ObjectStore.open(opened(repository)), { include, exclude }, new Set([one ?? ""]))];
        expect(few).toEqual(ours.filter(({ oid }) => oid === one));
        rmSync(repository, { recursive: true });
      }),
      { numRuns: 15 },
    );
  });

  it("end in a tree that was made to have endlessly many paths", () => {
    const bomb = git(scratch, ["init", "-q", "bomb"]) === "" ? join(scratch, "bomb") : "";
    let line = `100644 blob ${git(bomb, ["hash-object", "-w", "--stdin"], "x\n").trim()}\tf\n`;
    for (let depth = 0; depth < 12; depth++) {
      const tree = git(bomb, ["mktree"], line).trim();
      line = Array.from({ length: 10 }, (_, i) => `040000 tree ${tree}\t${i}\n`).join("");
    }
    const commit = git(bomb, ["commit-tree", "-m", "x", git(bomb, ["mktree"], line).trim()]).trim();
    const blob = git(bomb, ["hash-object", "--stdin"], "x\n").trim();
    const places = [...incomingPlaces(ObjectStore.open(opened(bomb)), { include: [commit], exclude: [] }, new Set([blob]), 1000)];
    expect(places.length).toBeGreaterThan(1);
    expect(places.length).toBeLessThan(1000);
  });
});

function objects(repository: string, tips: string[], exclude: string[]): string {
  return git(repository, ["rev-list", "--objects", "--no-object-names", ...tips, "--not", ...exclude]);
}
