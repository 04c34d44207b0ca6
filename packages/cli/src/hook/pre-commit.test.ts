import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ran, commit, git, hook, home, must, repository, secret, stanch, token, write } from "./trial.fixture.ts";

const STOPPED = "stanch stopped this commit";

function hooked(...initArgs: readonly string[]): string {
  const folder = repository(...initArgs);
  hook(folder, "pre-commit");
  return folder;
}

function committed(folder: string, ...args: readonly string[]): Ran {
  return git(folder, ["commit", "-m", "change", ...args]);
}

function stops(ran: Ran, place: string): void {
  expect(ran.said).toContain(STOPPED);
  expect(ran.said).toContain(place);
  expect(ran.code).not.toBe(0);
}

describe("the pre-commit hook", () => {
  it("says what, where, why it is believed and three ways out, and nothing of the secret", () => {
    const folder = hooked();
    write(folder, { "config/app.env": secret(1) });
    must(folder, ["add", "."]);
    const ran = committed(folder);
    stops(ran, "config/app.env:2:");
    expect(ran.said).toMatch(/CRITICAL {2}Plivo Auth Token/);
    expect(ran.said).toMatch(/\d+ % sure: /);
    expect(ran.said).toMatch(/fix it {7}stanch fix --finding [0-9a-f]{16} --store env:\.env/);
    expect(ran.said).toMatch(/stanch:ignore plivo-auth-token until \d{4}-\d\d-\d\d: <reason>/);
    expect(ran.said).toContain("git commit --no-verify");
    expect(ran.said).not.toContain(token(1));
    expect(ran.said.split("\n").length).toBeLessThan(14);
    expect(committed(folder, "--no-verify").code).toBe(0);
  });

  it("lets clean content through without a word", () => {
    const folder = hooked();
    write(folder, { "a.txt": "clean\n" });
    must(folder, ["add", "."]);
    const ran = committed(folder, "-q");
    expect(ran).toEqual({ code: 0, said: "" });
  });

  it("stops the first commit of a repository, of either kind of ids", () => {
    for (const format of ["sha1", "sha256"]) {
      const folder = join(home, `unborn-${format}`);
      must(home, ["init", "-q", `--object-format=${format}`, folder]);
      hook(folder, "pre-commit");
      write(folder, { "a.env": secret(2) });
      must(folder, ["add", "."]);
      stops(committed(folder), "a.env:2:");
    }
  });

  it("sees a file that was renamed and changed", () => {
    const folder = hooked();
    commit(folder, { "old.txt": "line\n".repeat(50) });
    must(folder, ["mv", "old.txt", "new.txt"]);
    write(folder, { "new.txt": `${"line\n".repeat(50)}${secret(3)}` });
    must(folder, ["add", "."]);
    expect(must(folder, ["diff", "--cached", "--name-status", "-M"])).toMatch(/^R/);
    stops(committed(folder), "new.txt:52:");
  });

  it("sees a link that became a file, and what a link says", () => {
    const folder = hooked();
    symlinkSync("nowhere", join(folder, "link"));
    commit(folder, {});
    unlinkSync(join(folder, "link"));
    write(folder, { link: secret(4) });
    must(folder, ["add", "."]);
    expect(must(folder, ["diff", "--cached", "--name-status"])).toMatch(/^T/);
    stops(committed(folder), "link:2:");
    unlinkSync(join(folder, "link"));
    symlinkSync(secret(5).replaceAll("\n", " "), join(folder, "link"));
    must(folder, ["add", "."]);
    stops(committed(folder), "link:1:");
  });

  it("sees what a merge adds by itself, and what it takes over", () => {
    const folder = hooked();
    must(folder, ["checkout", "-q", "-b", "side"]);
    commit(folder, { "shared.txt": "side\n", "taken.env": secret(6) });
    must(folder, ["checkout", "-q", "main"]);
    commit(folder, { "other.txt": "main\n" });
    const quiet = git(folder, ["merge", "--no-ff", "-m", "merge", "side"]);
    stops(quiet, "taken.env:2:");
    must(folder, ["merge", "--abort"]);
    commit(folder, { "shared.txt": "main\n" });
    expect(git(folder, ["merge", "side"]).code).not.toBe(0);
    write(folder, { "shared.txt": secret(7) });
    must(folder, ["add", "."]);
    stops(committed(folder), "shared.txt:2:");
  });

  it("reads what is staged: not what lies in the work tree", () => {
    const folder = hooked();
    write(folder, { "a.txt": "clean\n" });
    must(folder, ["add", "."]);
    write(folder, { "a.txt": secret(8), "untracked.env": secret(9) });
    expect(committed(folder).code).toBe(0);
    must(folder, ["add", "a.txt"]);
    write(folder, { "a.txt": "clean again\n" });
    stops(committed(folder), "a.txt:2:");
  });

  it("passes over a file that is only announced", () => {
    const folder = hooked();
    write(folder, { "later.env": secret(10), "now.txt": "clean\n" });
    must(folder, ["add", "now.txt"]);
    must(folder, ["add", "-N", "later.env"]);
    expect(committed(folder).code).toBe(0);
  });

  it("takes the commit of a submodule for what it is, and does not go into it", () => {
    const inner = repository();
    commit(inner, { "inner.env": secret(11) });
    const folder = hooked();
    must(folder, ["submodule", "--quiet", "add", inner, "sub"]);
    expect(committed(folder).code).toBe(0);
  });

  it("works in a submodule and in a linked work tree, whose hooks get their paths from git", () => {
    const folder = hooked();
    must(folder, ["worktree", "add", "-q", join(home, "linked")]);
    write(join(home, "linked"), { "a.env": secret(12) });
    must(join(home, "linked"), ["add", "."]);
    stops(committed(join(home, "linked")), "a.env:2:");
    const outer = repository();
    must(outer, ["submodule", "--quiet", "add", repository(), "sub"]);
    const hooks = must(join(outer, "sub"), ["rev-parse", "--absolute-git-dir"]);
    execFileSync("cp", [join(folder, ".git/hooks/pre-commit"), join(hooks, "hooks/pre-commit")]);
    write(join(outer, "sub"), { "deep/b.env": secret(13) });
    must(join(outer, "sub"), ["add", "."]);
    stops(git(join(outer, "sub", "deep"), ["commit", "-m", "x"]), "deep/b.env:2:");
  });

  it("sees the end of a file of 70 MB", () => {
    const folder = hooked();
    write(folder, { "huge.log": `${`${"x".repeat(79)}\n`.repeat(900_000)}${secret(14)}` });
    must(folder, ["-c", "core.compression=0", "add", "."]);
    stops(committed(folder), "huge.log:900002:");
  });

  it("scans the index that git commits, with -a, with a path, and when amending", () => {
    const folder = hooked();
    commit(folder, { "a.txt": "a\n", "b.txt": "b\n" });
    write(folder, { "a.txt": secret(15) });
    stops(committed(folder, "-a"), "a.txt:2:");
    write(folder, { "b.txt": "changed\n" });
    must(folder, ["add", "a.txt"]);
    // With a path, other staged files are not in the commit.
    expect(committed(folder, "b.txt").code).toBe(0);
    stops(committed(folder, "--amend"), "a.txt:2:");
  });

  it("runs nothing that the repository names, and opens no file of its work tree", () => {
    const folder = hooked();
    const proof = join(home, "ran");
    const evil = join(home, "evil.sh");
    writeFileSync(evil, `#!/bin/sh\ntouch ${proof}\nexit 1\n`, { mode: 0o755 });
    write(folder, { ".gitattributes": "* diff=evil filter=evil\n", "a.env": secret(16), "b.txt": "b\n" });
    must(folder, ["add", "."]);
    for (const key of ["core.fsmonitor", "diff.evil.textconv", "diff.external", "filter.evil.clean", "filter.evil.smudge", "core.pager"])
      must(folder, ["config", key, evil]);
    rmSync(join(folder, "b.txt"));
    execFileSync("mkfifo", [join(folder, "b.txt")]); // whoever opens it waits for ever
    const ran = stanch(folder, ["hook", "run", "pre-commit"]);
    stops(ran, "a.env:2:");
    expect(existsSync(proof)).toBe(false);
  });

  it("takes the configuration that is staged, not one that merely lies there", () => {
    const folder = hooked();
    write(folder, { "a.env": secret(17), "stanch.config.jsonc": '{ "exclude": ["*.env"] }\n' });
    must(folder, ["add", "a.env"]);
    stops(committed(folder), "a.env:2:");
    must(folder, ["add", "stanch.config.jsonc"]);
    write(folder, { "stanch.config.jsonc": "not even JSON" });
    expect(committed(folder).code).toBe(0);
  });

  it("lets through what is accepted with a reason and a last day, and what a baseline knows", () => {
    const folder = hooked();
    write(folder, { "a.env": secret(18).replace(/\n$/, " # stanch:ignore plivo-auth-token until 2999-01-01: made for this test\n") });
    must(folder, ["add", "."]);
    expect(committed(folder).code).toBe(0);
    const other = hooked();
    write(other, { "a.env": secret(19) });
    expect(stanch(other, ["scan", ".", "--history", "none", "--write-baseline", join(home, "baseline")]).code).not.toBe(2);
    must(other, ["add", "."]);
    stops(committed(other), "a.env:2:");
    hook(other, "pre-commit", ["--baseline", join(home, "baseline")]);
    expect(committed(other).code).toBe(0);
  });

  it("stops what a change brings, not what stood there before", () => {
    const folder = hooked();
    commit(folder, { "deep/a.env": secret(30) });
    write(folder, { "deep/a.env": `# a comment\n${secret(30)}` });
    must(folder, ["add", "."]);
    const quiet = committed(folder, "-q");
    expect(quiet).toEqual({
      code: 0,
      said: "stanch: not stopped for secrets that were there before: a file still holds them, and they count as leaked (deep/a.env). `stanch scan` shows them\n",
    });
    write(folder, { "deep/a.env": secret(30) + secret(31) });
    must(folder, ["add", "."]);
    const ran = committed(folder);
    stops(ran, "a secret in what is staged");
    expect(ran.said).toContain("deep/a.env:4:");
    expect(ran.said).not.toContain("deep/a.env:2:");
    write(folder, { "deep/a.env": secret(30), "b.env": secret(30) });
    must(folder, ["add", "."]);
    stops(committed(folder), "b.env:2:");
  });

  it("needs no git program to look", () => {
    const folder = repository();
    write(folder, { "a.env": secret(40) });
    must(folder, ["add", "."]);
    const ran = stanch(folder, ["hook", "run", "pre-commit"], { env: { PATH: "/nonexistent" } });
    expect(ran.said).toContain("a.env:2:");
    expect(ran.code).toBe(1);
  });

  it("stops the commit with a clear word when it cannot look, and says how to go on", () => {
    const folder = hooked();
    write(folder, { "stanch.config.jsonc": "{ nonsense }\n" });
    must(folder, ["add", "."]);
    const ran = committed(folder);
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain("stanch.config.jsonc:1:");
    expect(ran.said).toContain("git commit --no-verify");
    const nowhere = stanch(home, ["hook", "run", "pre-commit"]);
    expect(nowhere.code).toBe(2);
    expect(nowhere.said).toContain("Not a git repository");
  });

  it("stops the commit when the program has gone, and names the hook to take away", () => {
    const folder = hooked();
    const path = join(folder, ".git/hooks/pre-commit");
    writeFileSync(path, readFileSync(path, "utf8").replace(/^program=.*$/m, "program=/nonexistent/stanch.mjs"));
    const ran = git(folder, ["commit", "--allow-empty", "-m", "x"], { env: { PATH: "/usr/bin:/bin" } });
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain("no longer at /nonexistent/stanch.mjs");
  });

  it("shows control characters of a path instead of obeying them", () => {
    const folder = hooked();
    write(folder, { "a\u001b[31m\nb.env": secret(20) });
    must(folder, ["add", "."]);
    const ran = committed(folder);
    stops(ran, String.raw`a\u001b[31m\u000ab.env:2:`);
  });
});
