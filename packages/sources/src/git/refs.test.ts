import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppError } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { headOf, listRefs, reflogOids, shallowOids } from "./refs.ts";
import { openRepository, type Repository } from "./repository.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-refs-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const git = (dir: string, ...args: string[]): string =>
  execFileSync("git", ["-C", dir, "-c", "user.name=A", "-c", "user.email=a@example.test", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

function opened(dir: string): Repository {
  const repository = openRepository(dir);
  if (repository === undefined) throw new Error(`no repository: ${dir}`);
  return repository;
}

/** Branches loose and packed, an annotated tag, a symbolic ref, deleted and moved refs, a linked work tree. */
function eventful(...initArgs: string[]): string {
  const dir = mkdtempSync(join(scratch, "repo-"));
  git(dir, "init", "-q", "-b", "main", ...initArgs);
  for (let i = 0; i < 3; i++) git(dir, "commit", "-q", "--allow-empty", "-m", `commit ${i}`);
  git(dir, "tag", "-a", "-m", "a tag", "v1");
  for (let i = 0; i < 150; i++) git(dir, "update-ref", `refs/heads/feature/number-${i}`, i % 2 ? "HEAD" : "HEAD~1");
  git(dir, "branch", "gone");
  git(dir, "pack-refs", "--all");
  git(dir, "branch", "-D", "gone");
  git(dir, "update-ref", "refs/heads/feature/number-7", "HEAD~2");
  git(dir, "symbolic-ref", "refs/heads/alias", "refs/heads/feature/number-8");
  git(dir, "symbolic-ref", "refs/heads/dangling", "refs/heads/not-there");
  git(dir, "branch", "naïve/ünïcode");
  git(dir, "worktree", "add", "-q", "-b", "side", `${dir}-linked`, "HEAD~1");
  git(`${dir}-linked`, "commit", "-q", "--allow-empty", "-m", "on the side");
  git(`${dir}-linked`, "update-ref", "refs/worktree/own", "HEAD");
  git(`${dir}-linked`, "checkout", "-q", "--detach");
  git(`${dir}-linked`, "commit", "-q", "--allow-empty", "-m", "detached");
  return dir;
}

function expectSameAsGit(dir: string): void {
  const problems: AppError[] = [];
  const refs = listRefs(opened(dir), (problem) => problems.push(problem));
  expect(problems).toEqual([]);
  const inRefs = refs.filter(({ name }) => name.startsWith("refs/")).map(({ name, oid }) => `${oid} ${name}`);
  expect(inRefs.toSorted()).toEqual(git(dir, "for-each-ref", "--format=%(objectname) %(refname)").trim().split("\n").toSorted());
  const heads = git(dir, "worktree", "list", "--porcelain").matchAll(/^HEAD ([0-9a-f]+)$/gm);
  for (const [, oid] of heads) expect(refs.map((ref) => ref.oid)).toContain(oid);
  const inLogs = git(dir, "log", "--reflog", "--format=%H", "--no-walk").trim().split("\n");
  expect([...reflogOids(opened(dir))]).toEqual(expect.arrayContaining(inLogs));
}

const canReftable = ((): boolean => {
  try {
    git(scratch, "init", "-q", "--ref-format=reftable", "probe");
    return true;
  } catch {
    return false; // git before 2.45: the stored tables below stand in
  }
})();

describe.each([
  { kind: "files", args: [], isPossible: true },
  { kind: "files in a SHA-256 repository", args: ["--object-format=sha256"], isPossible: true },
  { kind: "reftable", args: ["--ref-format=reftable"], isPossible: canReftable },
  { kind: "reftable in a SHA-256 repository", args: ["--ref-format=reftable", "--object-format=sha256"], isPossible: canReftable },
])("refs kept as $kind", ({ args, isPossible }) => {
  it.runIf(isPossible)("are the same as git lists, from the main and from a linked work tree", () => {
    const dir = eventful(...args);
    expectSameAsGit(dir);
    expectSameAsGit(`${dir}-linked`);
    const names = listRefs(opened(dir)).map(({ name }) => name);
    expect(names).toContain("HEAD");
    const [linked] = names.filter((name) => /^worktrees\/.*-linked\/HEAD$/.test(name));
    expect(names).toContain(linked?.replace("HEAD", "refs/worktree/own"));
    expect(headOf(opened(dir))).toEqual({ ref: "refs/heads/main", oid: git(dir, "rev-parse", "HEAD").trim() });
    expect(headOf(opened(`${dir}-linked`))).toEqual({ oid: git(`${dir}-linked`, "rev-parse", "HEAD").trim() });
    expect(listRefs(opened(`${dir}-linked`)).map(({ name }) => name)).toContain("main-worktree/HEAD");
  });
});

describe.each(["sha1", "sha256"])("stored tables of a %s repository that git 2.55 wrote", (format) => {
  it("give the refs and log entries that git listed", () => {
    const dir = mkdtempSync(join(scratch, "stored-"));
    cpSync(join(import.meta.dirname, "fixtures", `reftable-${format}`), dir, { recursive: true });
    mkdirSync(join(dir, "objects"));
    const repository = opened(dir);
    expect(repository).toMatchObject({ refStorage: "reftable", objectFormat: format });
    const problems: AppError[] = [];
    const refs = listRefs(repository, (problem) => problems.push(problem));
    const listed = refs.filter(({ name }) => name.startsWith("refs/")).map(({ name, oid }) => `${oid} ${name}`);
    expect(problems).toEqual([]);
    const expected = readFileSync(join(dir, "for-each-ref.txt"), "utf8").trim().split("\n");
    expect(expected.length).toBeGreaterThan(150);
    expect(listed.toSorted()).toEqual(expected.toSorted());
    const logged = readFileSync(join(dir, "reflog.txt"), "utf8").trim().split("\n");
    expect([...reflogOids(repository)].toSorted()).toEqual(logged.toSorted());
    expect(headOf(repository).ref).toBe("refs/heads/main");
  });
});

describe("hostile refs", () => {
  function small(): string {
    const dir = mkdtempSync(join(scratch, "small-"));
    git(dir, "init", "-q", "-b", "main");
    git(dir, "commit", "-q", "--allow-empty", "-m", "one");
    return dir;
  }

  it("that go in a circle lead nowhere", () => {
    const dir = small();
    writeFileSync(join(dir, ".git/refs/heads/a"), "ref: refs/heads/b\n");
    writeFileSync(join(dir, ".git/refs/heads/b"), "ref: refs/heads/a\n");
    expect(listRefs(opened(dir)).map(({ name }) => name)).toEqual(["HEAD", "refs/heads/main"]);
  });

  it("cannot read files outside the folder of refs", () => {
    const dir = small();
    writeFileSync(join(dir, "outside"), git(dir, "rev-parse", "HEAD"));
    writeFileSync(join(dir, ".git/refs/heads/a"), "ref: refs/../../outside\n");
    writeFileSync(join(dir, ".git/refs/heads/b"), `ref: ${dir}/outside\n`);
    expect(listRefs(opened(dir)).map(({ name }) => name)).toEqual(["HEAD", "refs/heads/main"]);
  });

  it("that are broken are reported and do not hide the others", () => {
    const dir = small();
    writeFileSync(join(dir, ".git/refs/heads/broken"), "nonsense\n");
    execFileSync("mkfifo", [join(dir, ".git/refs/heads/fifo")]);
    symlinkSync("..", join(dir, ".git/refs/heads/up"));
    writeFileSync(join(dir, ".git/packed-refs"), "garbage\n");
    const problems: AppError[] = [];
    expect(listRefs(opened(dir), (problem) => problems.push(problem)).map(({ name }) => name)).toEqual(["HEAD", "refs/heads/main"]);
    expect(problems.map(({ where }) => where)).toEqual(
      expect.arrayContaining([join(dir, ".git/refs/heads/broken"), join(dir, ".git/refs/heads/fifo"), join(dir, ".git/packed-refs")]),
    );
  });

  it("of an unborn branch have a name and no commit", () => {
    const dir = mkdtempSync(join(scratch, "unborn-"));
    git(dir, "init", "-q", "-b", "trunk");
    expect(headOf(opened(dir))).toEqual({ ref: "refs/heads/trunk" });
    expect(listRefs(opened(dir))).toEqual([]);
  });

  it("may have a HEAD that is a symbolic link, as git once wrote it", () => {
    const dir = small();
    const oid = git(dir, "rev-parse", "HEAD").trim();
    rmSync(join(dir, ".git/HEAD"));
    symlinkSync("refs/heads/main", join(dir, ".git/HEAD"));
    git(dir, "pack-refs", "--all");
    expect(headOf(opened(dir))).toEqual({ ref: "refs/heads/main", oid });
  });
});

it("names the commits where a shallow clone stops", () => {
  const origin = mkdtempSync(join(scratch, "origin-"));
  git(origin, "init", "-q");
  for (const name of ["one", "two", "three"]) git(origin, "commit", "-q", "--allow-empty", "-m", name);
  git(scratch, "clone", "-q", "--depth=2", `file://${origin}`, "shallow");
  expect([...shallowOids(opened(join(scratch, "shallow")))]).toEqual([git(origin, "rev-parse", "HEAD~1").trim()]);
  expect(shallowOids(opened(origin)).size).toBe(0);
});
