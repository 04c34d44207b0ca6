import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { isTrue, parseConfig } from "./config.ts";
import { openRepository } from "./repository.ts";
import { submodules } from "./submodules.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-repository-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const identity = ["-c", "user.name=A", "-c", "user.email=a@example.test", "-c", "protocol.file.allow=always"];
const git = (dir: string, ...args: string[]): string =>
  execFileSync("git", ["-C", dir, ...identity, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function committed(...initArgs: string[]): string {
  const dir = mkdtempSync(join(scratch, "repo-"));
  git(dir, "init", "-q", ...initArgs);
  mkdirSync(join(dir, "a/b"), { recursive: true });
  writeFileSync(join(dir, "a/b/c.txt"), "text\n");
  git(dir, "add", ".");
  git(dir, "commit", "-qm", "first");
  return dir;
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing there");
  return value;
}

describe("openRepository", () => {
  it("opens a work tree and a folder or file inside it", () => {
    const dir = committed();
    const whole = {
      workTree: dir,
      gitDir: join(dir, ".git"),
      commonDir: join(dir, ".git"),
      prefix: "",
      objectFormat: "sha1",
      refStorage: "files",
      bare: false,
      shallow: false,
      partial: false,
    };
    expect(openRepository(dir)).toEqual(whole);
    expect(openRepository(join(dir, "a/b"))).toEqual({ ...whole, prefix: "a/b" });
    expect(openRepository(join(dir, "a/b/c.txt"))).toEqual({ ...whole, prefix: "a/b/c.txt" });
  });

  it("opens a bare repository, but not from a folder inside it", () => {
    const bare = join(scratch, "bare.git");
    git(scratch, "clone", "-q", "--bare", committed(), bare);
    expect(openRepository(bare)).toMatchObject({ gitDir: bare, commonDir: bare, bare: true, prefix: "" });
    expect(openRepository(bare)).not.toHaveProperty("workTree");
    expect(openRepository(join(bare, "objects"))).toBeUndefined();
  });

  it("is not led from a work tree to a bare repository planted on the way up", () => {
    const dir = committed();
    const planted = join(dir, "a/planted");
    git(dir, "clone", "-q", "--bare", dir, planted);
    mkdirSync(join(planted, "sub"));
    expect(openRepository(join(planted, "sub"))?.gitDir).toBe(join(dir, ".git"));
  });

  it("opens a linked work tree: its own HEAD, shared objects", () => {
    const dir = committed();
    const linked = join(scratch, "linked");
    git(dir, "worktree", "add", "-q", "-b", "other", linked);
    expect(openRepository(join(linked, "a"))).toMatchObject({
      workTree: linked,
      gitDir: join(dir, ".git/worktrees/linked"),
      commonDir: join(dir, ".git"),
      prefix: "a",
      bare: false,
    });
  });

  it("opens a submodule by its .git file", () => {
    const outer = committed();
    git(outer, "submodule", "--quiet", "add", committed(), "mod");
    expect(openRepository(join(outer, "mod"))).toMatchObject({ workTree: join(outer, "mod"), gitDir: join(outer, ".git/modules/mod") });
  });

  it("tells SHA-256, shallow and partial clones", () => {
    expect(openRepository(committed("--object-format=sha256"))?.objectFormat).toBe("sha256");
    const origin = committed();
    git(origin, "commit", "-q", "--allow-empty", "-m", "second");
    git(origin, "config", "uploadpack.allowFilter", "true");
    const shallow = join(scratch, "shallow");
    const partial = join(scratch, "partial");
    git(scratch, "clone", "-q", "--depth=1", `file://${origin}`, shallow);
    git(scratch, "clone", "-q", "--filter=blob:none", "--no-checkout", `file://${origin}`, partial);
    expect(openRepository(shallow)).toMatchObject({ shallow: true, partial: false });
    expect(openRepository(partial)).toMatchObject({ shallow: false, partial: true });
  });

  it("takes a configuration file without includes: an included one says nothing", () => {
    const dir = committed();
    writeFileSync(join(dir, ".git/extra"), "[extensions]\n\tobjectFormat = sha256\n");
    git(dir, "config", "include.path", "extra");
    expect(openRepository(dir)?.objectFormat).toBe("sha1");
  });

  it("ignores core.worktree", () => {
    const dir = committed();
    git(dir, "config", "core.worktree", "/");
    expect(openRepository(dir)?.workTree).toBe(dir);
  });

  it("finds nothing where nothing is", () => {
    const plain = mkdtempSync(join(scratch, "plain-"));
    expect(openRepository(plain)).toBeUndefined();
    expect(openRepository(join(plain, "absent"))).toBeUndefined();
    writeFileSync(join(plain, ".git"), "gitdir: ../absent\n");
    expect(openRepository(plain)).toBeUndefined();
    rmSync(join(plain, ".git"));
    symlinkSync(".git", join(plain, ".git"));
    expect(openRepository(plain)).toBeUndefined();
  });
});

describe("submodules", () => {
  it("are listed with their repositories where they are checked out, and without where not", () => {
    const outer = committed();
    git(outer, "submodule", "--quiet", "add", committed(), "a/mod");
    git(outer, "submodule", "--quiet", "add", committed(), "absent");
    git(outer, "submodule", "--quiet", "deinit", "-f", "absent");
    const found = submodules(must(openRepository(outer)));
    expect(found.map(({ path }) => path)).toEqual(["a/mod", "absent"]);
    expect(found[0]?.repository?.gitDir).toBe(join(outer, ".git/modules/a/mod"));
    expect(found[1]).toEqual({ path: "absent" });
  });

  it("cannot be led out of the work tree by a link or a path", () => {
    const outer = committed();
    const elsewhere = committed();
    const commit = git(elsewhere, "rev-parse", "HEAD").trim();
    symlinkSync(elsewhere, join(outer, "link"));
    git(outer, "update-index", "--add", "--cacheinfo", `160000,${commit},link`);
    expect(submodules(must(openRepository(outer)))).toEqual([{ path: "link" }]);
  });
});

describe("parseConfig", () => {
  it("agrees with git on sections, subsections, quotes, comments and continued lines", () => {
    const text = [
      "[core]",
      "\tbare = true ; a comment",
      '  Name = " a # b "  # another',
      '[remote "Or\\"igin"] url = x\\\ny',
      "\tpromisor",
      "[EXTENSIONS]",
      "objectFormat=sha256",
      "[core]\nbare = false",
      'mixed = a" b "c\\t\\\\d   ',
    ].join("\n");
    const file = join(scratch, "config");
    writeFileSync(file, text);
    const listed = execFileSync("git", ["config", "--list", "-z", "-f", file], { encoding: "utf8" }).split("\0").slice(0, -1);
    const expected = new Map(
      listed.map((entry): [string, string] => {
        const [key = "", value = "true"] = entry.split("\n");
        return [key, value];
      }),
    );
    expect(parseConfig(text)).toEqual(expected);
  });

  it("reads any text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 400 }), (text) => void parseConfig(text)));
  });

  it("knows git's words for true", () => {
    expect(["true", "YES", "on", "1", "7"].every(isTrue)).toBe(true);
    expect(["false", "no", "off", "0", "", undefined].some(isTrue)).toBe(false);
  });
});
