import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AppError } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parseIndex, readIndex } from "./index-file.ts";
import { ObjectStore } from "./object-store.ts";
import { openRepository, type Repository } from "./repository.ts";
import { stagedBlobs } from "./staged.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-staged-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const identity = [
  "-c",
  "user.name=A",
  "-c",
  "user.email=a@example.test",
  "-c",
  "protocol.file.allow=always",
  "-c",
  "advice.detachedHead=false",
];
const git = (dir: string, ...args: string[]): string =>
  execFileSync("git", ["-C", dir, ...identity, ...args], { encoding: "latin1", stdio: ["ignore", "pipe", "ignore"] });

function write(dir: string, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

function newRepository(...initArgs: string[]): string {
  const dir = mkdtempSync(join(scratch, "repo-"));
  git(dir, "init", "-q", "-b", "main", ...initArgs);
  return dir;
}

/** A tree with names that sort oddly around folders, and some size. */
function committed(...initArgs: string[]): string {
  const dir = newRepository(...initArgs);
  for (const path of ["a/one.txt", "a/two.txt", "a-b", "a.b/c", "a0", "b/c/d/e/deep.txt", "b/c.txt", "top.txt", "z/last"])
    write(dir, path, `text of ${path}\n`);
  for (let i = 0; i < 30; i++) write(dir, `many/${i % 5}/file-${i}`, `${i}\n`);
  git(dir, "add", ".");
  git(dir, "commit", "-qm", "first");
  return dir;
}

function opened(dir: string): Repository {
  const repository = openRepository(dir);
  if (repository === undefined) throw new Error(`no repository: ${dir}`);
  return repository;
}

function staged(dir: string, indexFile?: string): string[] {
  const repository = opened(dir);
  const store = ObjectStore.open(repository);
  const blobs = stagedBlobs(repository, store, { indexFile });
  store.close();
  return blobs.map(({ path, oid, mode }) => `${mode.toString(8)} ${oid} ${path.toString("latin1")}`);
}

function stagedByGit(dir: string): string[] {
  const fields = git(dir, "diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=all").split("\0");
  const blobs: string[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, mode, before, oid, status] = (fields[i] ?? "").split(" ");
    if (status !== "D" && status !== "U" && before !== oid) blobs.push(`${mode} ${oid} ${fields[i + 1]}`);
  }
  return blobs;
}

function change(dir: string): void {
  write(dir, "b/c/d/e/deep.txt", "changed\n");
  write(dir, "new/folder/file", "new\n");
  write(dir, "na\u00efve \n name", "odd name\n");
  git(dir, "rm", "-q", "a0");
  renameSync(join(dir, "top.txt"), join(dir, "renamed.txt"));
  rmSync(join(dir, "z/last"));
  symlinkSync("../top.txt", join(dir, "z/last"));
  git(dir, "add", "-A");
  write(dir, "many/1/file-1", "changed, not staged\n");
}

describe.each([
  ["version 2", ["sha1"], "2"],
  ["version 4", ["sha1"], "4"],
  ["version 2, SHA-256", ["sha256"], "2"],
  ["version 4, SHA-256", ["sha256"], "4"],
] as const)("staged blobs of an index of %s", (_, [format], version) => {
  const prepare = (): string => {
    const dir = committed(`--object-format=${format}`);
    git(dir, "update-index", "--index-version", version);
    return dir;
  };

  it("are none right after a commit", () => {
    expect(staged(prepare())).toEqual([]);
  });

  it("are what git would commit: changed, new, renamed, other type", () => {
    const dir = prepare();
    change(dir);
    expect(readFileSync(join(dir, ".git/index"))[7]).toBe(Number(version));
    expect(staged(dir)).toEqual(stagedByGit(dir));
    expect(staged(dir).length).toBe(5);
  });

  it("leave out what is only announced, and submodules", () => {
    const dir = prepare();
    write(dir, "announced.txt", "not yet\n");
    git(dir, "add", "-N", "announced.txt");
    git(dir, "submodule", "--quiet", "add", committed(`--object-format=${format}`), "mod");
    expect(staged(dir)).toEqual(stagedByGit(dir));
    expect(staged(dir).map((line) => line.split(" ")[2])).toEqual([".gitmodules"]);
    expect(readIndex(opened(dir))?.entries.filter(({ isIntentToAdd }) => isIntentToAdd)).toHaveLength(1);
  });

  it("are put together from a split index", () => {
    const dir = prepare();
    git(dir, "update-index", "--split-index");
    change(dir);
    write(dir, "a/one.txt", "replaced in the shared part\n");
    git(dir, "add", "a/one.txt");
    git(dir, "rm", "-qf", "a/two.txt", "many/3/file-3");
    expect(staged(dir)).toEqual(stagedByGit(dir));
    const listed = git(dir, "ls-files", "-s", "-z").split("\0").slice(0, -1);
    const entries = readIndex(opened(dir))?.entries ?? [];
    expect(entries.map((e) => `${e.mode.toString(8)} ${e.oid} ${e.stage}\t${e.path.toString("latin1")}`)).toEqual(listed);
  });

  it("are found in folders left out by a sparse checkout", () => {
    const dir = prepare();
    git(dir, "checkout", "-qb", "other");
    write(dir, "many/2/file-2", "changed in a folder outside\n");
    write(dir, "many/new/inner/file", "new in a folder outside\n");
    git(dir, "add", ".");
    git(dir, "commit", "-qm", "second");
    git(dir, "sparse-checkout", "set", "--cone", "--sparse-index", "a");
    expect(readIndex(opened(dir))?.entries.some(({ path }) => path.toString() === "many/")).toBe(true);
    expect(staged(dir)).toEqual([]);
    git(dir, "symbolic-ref", "HEAD", "refs/heads/main");
    expect(staged(dir).toSorted()).toEqual(stagedByGit(dir).toSorted());
    expect(staged(dir)).toHaveLength(2);
  });
});

it("before the first commit everything is staged", () => {
  const dir = newRepository();
  write(dir, "a/b", "one\n");
  write(dir, "c", "two\n");
  expect(staged(dir)).toEqual([]);
  git(dir, "add", ".");
  expect(staged(dir)).toEqual(stagedByGit(dir));
  expect(staged(dir)).toHaveLength(2);
});

it("every side of a conflict counts", () => {
  const dir = committed();
  git(dir, "checkout", "-qb", "theirs");
  write(dir, "top.txt", "theirs\n");
  git(dir, "commit", "-qam", "theirs");
  git(dir, "checkout", "-q", "main");
  write(dir, "top.txt", "ours\n");
  git(dir, "commit", "-qam", "ours");
  expect(() => git(dir, "merge", "-q", "theirs")).toThrow();
  const theirs = git(dir, "rev-parse", "theirs:top.txt").trim();
  const base = git(dir, "rev-parse", "main~1:top.txt").trim();
  expect(staged(dir)).toEqual([`100644 ${base} top.txt`, `100644 ${theirs} top.txt`]);
});

it("a hook's own index file is read in place of the usual one", () => {
  const dir = committed();
  write(dir, "top.txt", "staged elsewhere\n");
  execFileSync("git", ["-C", dir, "read-tree", "HEAD"], { env: { ...process.env, GIT_INDEX_FILE: join(dir, "other-index") } });
  execFileSync("git", ["-C", dir, "add", "top.txt"], { env: { ...process.env, GIT_INDEX_FILE: join(dir, "other-index") } });
  expect(staged(dir)).toEqual([]);
  expect(staged(dir, "other-index")).toHaveLength(1);
  expect(staged(dir, join(dir, "other-index"))).toHaveLength(1);
});

it("a tree of HEAD that is missing makes too much staged, not too little", () => {
  const dir = committed();
  write(dir, "many/1/file-1", "changed\n");
  git(dir, "add", ".");
  const tree = git(dir, "rev-parse", "HEAD:many/1").trim();
  rmSync(join(dir, ".git/objects", tree.slice(0, 2), tree.slice(2)));
  expect(staged(dir).map((line) => line.split(" ")[2])).toEqual([
    "many/1/file-1",
    "many/1/file-11",
    "many/1/file-16",
    "many/1/file-21",
    "many/1/file-26",
    "many/1/file-6",
  ]);
});

it("agrees with git on random sequences of changes", () => {
  const dir = committed();
  const path = fc.constantFrom("a", "a/x", "a/x/y", "a.b/c", "a-b", "b/c/d/n", "b/c.txt", "z", "many/1/file-1", "many/2/n");
  const step = fc.record({ path, act: fc.constantFrom("write", "remove", "commit", "reset") });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat(), (steps, seed) => {
      for (const [i, { path: at, act }] of steps.entries()) {
        if (act === "commit") git(dir, "commit", "-q", "--allow-empty", "-m", "more");
        else if (act === "reset") git(dir, "reset", "-q", "--hard");
        else {
          rmSync(join(dir, at), { recursive: true, force: true });
          if (act === "write") {
            for (let up = dirname(at); up !== "."; up = dirname(up)) if (isFile(join(dir, up))) rmSync(join(dir, up));
            write(dir, at, `${seed} ${i}\n`);
          }
          git(dir, "add", "-A");
        }
      }
      expect(staged(dir)).toEqual(stagedByGit(dir));
    }),
    { numRuns: 15 },
  );
});

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

describe("a hostile index", () => {
  const sounds = ["2", "4"].flatMap((version) => {
    const dir = committed();
    git(dir, "update-index", "--index-version", version);
    change(dir);
    const plain = readFileSync(join(dir, ".git/index"));
    git(dir, "update-index", "--split-index");
    git(dir, "rm", "-qf", "a/two.txt");
    return [plain, readFileSync(join(dir, ".git/index"))];
  });
  const exercise = (bytes: Buffer, oidLength = 20): void => {
    try {
      for (const entry of parseIndex(bytes, oidLength, "fuzz").entries) void [entry.oid, entry.mode, entry.stage];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  };

  it("is refused or read, whatever its bytes", () => {
    const body = fc.uint8Array({ maxLength: 600 });
    fc.assert(fc.property(body, fc.constantFrom(20, 32), (bytes, oidLength) => exercise(Buffer.from(bytes), oidLength)));
    fc.assert(
      fc.property(body, fc.constantFrom(2, 3, 4), (bytes, version) =>
        exercise(Buffer.concat([Buffer.from([0x44, 0x49, 0x52, 0x43, 0, 0, 0, version, 0, 0, 0, 2]), bytes])),
      ),
    );
  });

  it.each(sounds.map((sound, i) => [i, sound] as const))("is refused or read when a sound one was damaged (%i)", (_, sound) => {
    const at = fc.oneof(fc.nat(sound.length - 1), fc.integer({ min: Math.max(0, sound.length - 300), max: sound.length - 1 }), fc.nat(80));
    fc.assert(
      fc.property(fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(sound.length), (damage, length) => {
        const bytes = Buffer.from(sound);
        for (const [position, value] of damage) bytes[position] = value;
        exercise(bytes);
        exercise(bytes.subarray(0, length));
      }),
      { numRuns: 300 },
    );
  });
});
