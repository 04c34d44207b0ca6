import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Ran, bareRepository, commit, git, home, must, repository, run, script, secret, stanch, write } from "./trial.fixture.ts";

// Each installing proves itself with a dozen git commands: seconds where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const STOPPED = "stanch stopped this commit";

/** Every file below a folder with its bytes, mode and target. */
function picture(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const mode = (lstatSync(path).mode & 0o7777).toString(8);
    if (entry.isSymbolicLink()) found[path] = `-> ${readlinkSync(path)}`;
    else if (entry.isFile()) found[path] = `${mode} ${readFileSync(path, "latin1")}`;
  }
  return found;
}

function installs(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const ran = stanch(folder, ["hook", "install", ...args], { env });
  if (ran.code !== 0) throw new Error(ran.said);
  return ran.said;
}

function uninstalls(folder: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): string {
  const ran = stanch(folder, ["hook", "uninstall", ...args], { env });
  if (ran.code !== 0) throw new Error(ran.said);
  return ran.said;
}

/** A commit that would add a secret, through whatever hooks there are. */
function tries(folder: string, env: Readonly<Record<string, string>> = {}): Ran {
  write(folder, { "planted.env": secret(1) });
  must(folder, ["add", "planted.env"], { env });
  return git(folder, ["commit", "-m", "planted"], { env });
}

const executable = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
};

describe("installing into a repository", () => {
  it("puts all hooks in, proves each, and takes them out to the byte", () => {
    const folder = repository();
    writeFileSync(join(folder, ".git/config"), readFileSync(join(folder, ".git/config"), "utf8").replace(/\n$/, ""));
    const before = picture(folder);
    const said = installs(folder, ["--type", "all"]);
    for (const type of ["pre-commit", "pre-push", "pre-receive"])
      expect(said).toContain(`proven     ${type}: a planted sample was stopped`);
    expect(tries(folder).said).toContain(STOPPED);
    must(folder, ["rm", "-q", "--cached", "planted.env"]);
    rmSync(join(folder, "planted.env"));
    const installed = picture(folder);
    installs(folder, ["--type", "all"]); // again: nothing is doubled
    expect(picture(folder)).toEqual(installed);
    expect(uninstalls(folder)).toContain("removed ");
    expect(unindexed(picture(folder))).toEqual(unindexed(before));
    expect(uninstalls(folder)).toBe("nothing of stanch was here\n");
  });

  it("keeps hooks that are there: they run first, with their arguments and input, and come back to the byte", () => {
    const folder = repository();
    const origin = bareRepository();
    must(folder, ["remote", "add", "origin", origin]);
    const log = join(home, "their.log");
    const hooks = join(folder, ".git/hooks");
    executable(join(hooks, "pre-commit"), `#!/bin/sh\n# \xe9 of no encoding\necho "their pre-commit $0" >> ${log}\n[ ! -e refuse ]\n`);
    writeFileSync(join(hooks, "pre-commit"), Buffer.from(readFileSync(join(hooks, "pre-commit"), "latin1"), "latin1"));
    chmodSync(join(hooks, "pre-commit"), 0o700);
    executable(join(folder, "tools/push.sh"), `#!/bin/sh\necho "their pre-push $1" >> ${log}\ncat >> ${log}\n`);
    symlinkSync("../../tools/push.sh", join(hooks, "pre-push"));
    const before = picture(join(folder, ".git/hooks"));
    installs(folder, ["--type", "pre-commit"]);
    installs(folder, ["--type", "pre-push"]);
    expect(tries(folder).said).toContain(STOPPED);
    write(folder, { refuse: "" });
    const refused = git(folder, ["commit", "-m", "planted"]);
    expect(refused.code).not.toBe(0);
    expect(refused.said).not.toContain("stanch");
    must(folder, ["reset", "-q", "--hard"]);
    must(folder, ["push", "-q", "origin", "main"]);
    expect(readFileSync(log, "utf8")).toMatch(
      /^their pre-commit .*\ntheir pre-commit .*\ntheir pre-push origin\nrefs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/,
    );
    commit(folder, { "a.env": secret(2) });
    expect(git(folder, ["push", "origin", "main"]).said).toContain("stanch stopped this push");
    uninstalls(folder);
    expect(picture(join(folder, ".git/hooks"))).toEqual(before);
  });

  it("does not start a hook that git would not: one that is not executable", () => {
    const folder = repository();
    write(folder, { ".git/hooks/pre-commit": "#!/bin/sh\nexit 1\n" });
    installs(folder, ["--type", "pre-commit"]);
    write(folder, { "a.txt": "a\n" });
    must(folder, ["add", "a.txt"]);
    expect(git(folder, ["commit", "-q", "-m", "x"]).code).toBe(0);
    uninstalls(folder);
    expect(readFileSync(join(folder, ".git/hooks/pre-commit"), "utf8")).toBe("#!/bin/sh\nexit 1\n");
  });

  it("goes where core.hooksPath leads, and says when git looks elsewhere since", () => {
    const folder = repository();
    executable(join(folder, ".githooks/pre-commit"), "#!/bin/sh\nexit 0\n");
    must(folder, ["config", "core.hooksPath", ".githooks"]);
    const before = picture(folder);
    installs(folder, ["--type", "pre-commit"]);
    expect(existsSync(join(folder, ".git/hooks/pre-commit"))).toBe(false);
    expect(tries(folder).said).toContain(STOPPED);
    expect(stanch(folder, ["hook", "status"])).toMatchObject({ code: 0 });
    uninstalls(folder);
    must(folder, ["rm", "-q", "--cached", "planted.env"]);
    rmSync(join(folder, "planted.env"));
    expect(unindexed(picture(folder))).toEqual(unindexed(before));
    must(folder, ["config", "--unset", "core.hooksPath"]);
    installs(folder, ["--type", "pre-commit"]);
    must(folder, ["config", "core.hooksPath", ".githooks"]);
    const status = stanch(folder, ["hook", "status"]);
    expect(status.code).toBe(1);
    expect(status.said).toMatch(/BROKEN {3}pre-commit.*\n.*core\.hooksPath is .*\.githooks: git looks there and not here/);
  });

  it("stands beside husky, whose stubs it leaves alone", () => {
    const folder = repository();
    const husky = createRequire(import.meta.url)
      .resolve("husky")
      .replace(/index\.js$/, "bin.js");
    expect(run(process.execPath, [husky], { cwd: folder }).code).toBe(0);
    write(folder, { ".husky/pre-commit": "echo theirs >> husky.log\n", ".husky/pre-push": "cat >> husky.log\n" });
    const before = picture(folder);
    const said = installs(folder, ["--type", "pre-commit"]);
    expect(said).toContain("in husky's folder");
    installs(folder, ["--type", "pre-push"]);
    expect(run(process.execPath, [husky], { cwd: folder }).code).toBe(0); // npm install does it again
    expect(tries(folder).said).toContain(STOPPED);
    expect(readFileSync(join(folder, ".husky/pre-commit"), "utf8")).not.toContain(home); // it is committed: no path of this machine
    must(folder, ["commit", "-q", "--no-verify", "-m", "planted"]);
    must(folder, ["remote", "add", "origin", bareRepository()]);
    expect(git(folder, ["push", "origin", "main"]).said).toContain("stanch stopped this push");
    must(folder, ["reset", "-q", "--hard", "HEAD^"]);
    expect(git(folder, ["push", "-q", "origin", "main"]).code).toBe(0);
    expect(readFileSync(join(folder, "husky.log"), "utf8")).toMatch(/^theirs\nrefs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/);
    expect(stanch(folder, ["hook", "status"]).said).toContain("runs     pre-push, repository, husky:");
    rmSync(join(folder, "husky.log"));
    uninstalls(folder);
    expect(working(picture(folder))).toEqual(working(before));
  });

  it("tells others who have husky's files and not the program, and does not stand in their way", () => {
    const folder = repository();
    const husky = createRequire(import.meta.url)
      .resolve("husky")
      .replace(/index\.js$/, "bin.js");
    run(process.execPath, [husky], { cwd: folder });
    installs(folder, ["--type", "pre-commit"]);
    rmSync(join(folder, ".git/stanch-hook"));
    const ran = tries(folder, { PATH: "/usr/bin:/bin" });
    expect(ran.said).toContain("stanch is not installed, so no secrets were looked for");
    expect(ran.code).toBe(0);
  });

  it("undoes what it did when it cannot prove it", () => {
    const folder = repository();
    const before = picture(folder);
    const ran = stanch(folder, ["hook", "install", "--type", "pre-commit", "--config", "/nonexistent.jsonc"]);
    expect(ran.code).toBe(2);
    expect(ran.said).toContain("did not prove itself and was taken out again: pre-commit: a clean commit did not go through");
    expect(picture(folder)).toEqual(before);
    // What was installed before stays.
    installs(folder, ["--type", "pre-receive"]);
    const installed = picture(folder);
    expect(stanch(folder, ["hook", "install", "--type", "all", "--config", "/nonexistent.jsonc"]).code).toBe(2);
    expect(picture(folder)).toEqual(installed);
  });

  it("refuses to lose a hook that was kept when another one was written since", () => {
    const folder = repository();
    const hooks = join(folder, ".git/hooks");
    executable(join(hooks, "pre-commit"), "#!/bin/sh\n# first\n");
    installs(folder, ["--type", "pre-commit"]);
    executable(join(hooks, "pre-commit"), "#!/bin/sh\n# second\n");
    const ran = stanch(folder, ["hook", "install", "--type", "pre-commit"]);
    expect(ran.code).toBe(2);
    expect(ran.said).toContain("another one that was kept beside it");
    expect(readFileSync(join(hooks, "pre-commit"), "utf8")).toContain("# second");
    expect(readFileSync(join(hooks, "pre-commit.before-stanch"), "utf8")).toContain("# first");
  });

  it("passes on what it is told to each run", () => {
    const folder = repository();
    write(folder, { "own config.jsonc": '{ "exclude": ["planted.env", "*.env2"] }\n' });
    // The sample of the proof has the excluded name: such a configuration cannot be proven, and is not left in.
    expect(stanch(folder, ["hook", "install", "--type", "pre-commit", "--config", "own config.jsonc"]).code).toBe(2);
    write(folder, { "own config.jsonc": '{ "exclude": ["*.env2"] }\n' });
    installs(folder, ["--type", "pre-commit", "--config", "own config.jsonc"]);
    write(folder, { "a.env2": secret(3) });
    must(folder, ["add", "a.env2"]);
    expect(git(folder, ["commit", "-q", "-m", "x"]).code).toBe(0);
    expect(tries(folder).said).toContain(STOPPED);
  });

  it("tells of a hook whose program has gone, and of one that is not executable", () => {
    const folder = repository();
    installs(folder, ["--type", "pre-commit"]);
    const path = join(folder, ".git/hooks/pre-commit");
    chmodSync(path, 0o644);
    expect(stanch(folder, ["hook", "status"]).said).toContain("it is not executable");
    chmodSync(path, 0o755);
    writeFileSync(path, readFileSync(path, "utf8").replace(script, "/gone/stanch.mjs"));
    const ran = stanch(folder, ["hook", "status", "--format", "json"]);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.said)).toEqual({
      hooks: [
        { type: "pre-commit", scope: "repository", way: "file", path, problem: "stanch is no longer at /gone/stanch.mjs: install again" },
      ],
    });
  });

  it("says so where there is no repository or no git, and which types there are", () => {
    const folder = repository();
    const ran = stanch(home, ["hook", "install", "--type", "pre-commit"]);
    expect(ran.code).toBe(2);
    expect(ran.said).toContain("Not a git repository");
    const before = picture(folder);
    const without = stanch(folder, ["hook", "install", "--type", "all"], { env: { PATH: "/nonexistent" } });
    expect(without.code).toBe(2);
    expect(without.said).toContain("The git program was not found");
    expect(picture(folder)).toEqual(before);
    expect(stanch(home, ["hook", "install"]).said).toContain("--type <hook>");
    expect(stanch(home, ["hook", "run", "post-commit"]).said).toContain("Name one of pre-commit, pre-push, pre-receive");
  });
});

describe("installing for the machine", () => {
  const user = join(home, "user");
  const env = { HOME: user, XDG_CONFIG_HOME: join(user, ".config"), XDG_CACHE_HOME: join(home, "cache") };
  beforeAll(() => {
    write(user, { ".gitconfig": "[user]\n\tname = Somebody\n# no line feed at the end" });
  });

  it("covers every repository, whose own hooks of all kinds still run, and is taken out to the byte", () => {
    const before = picture(user);
    const said = installs(home, ["--type", "all", "--scope", "machine"], env);
    expect(said).toContain("proven     pre-receive");
    const folder = repository();
    const log = join(home, "own.log");
    for (const name of ["pre-commit", "commit-msg", "post-commit", "reference-transaction"])
      executable(join(folder, ".git/hooks", name), `#!/bin/sh\necho ${name} >> ${log}\n`);
    expect(tries(folder, env).said).toContain(STOPPED);
    must(folder, ["rm", "-q", "--cached", "planted.env"], { env });
    write(folder, { "clean.txt": "x\n" });
    must(folder, ["add", "clean.txt"], { env });
    must(folder, ["commit", "-q", "-m", "x"], { env });
    const ran = [...new Set(readFileSync(log, "utf8").trim().split("\n"))].sort();
    expect(ran).toEqual(["commit-msg", "post-commit", "pre-commit", "reference-transaction"]);
    const linked = join(home, "linked-of-machine");
    rmSync(log);
    must(folder, ["worktree", "add", "-q", linked], { env });
    expect(tries(linked, env).said).toContain(STOPPED);
    expect(readFileSync(log, "utf8")).toContain("pre-commit\n");
    expect(stanch(folder, ["hook", "status"], { env }).said).toContain("runs     pre-commit, machine, machine-folder:");
    const server = bareRepository();
    must(folder, ["push", "-q", "--no-verify", server, "main"], { env });
    commit(folder, { "b.env": secret(4) });
    expect(git(folder, ["push", "--no-verify", server, "main"], { env }).said).toContain("stanch refused this push");
    uninstalls(home, ["--scope", "machine"], env);
    rmSync(join(user, ".config/stanch/fingerprint.key"), { force: true });
    expect(picture(user)).toEqual(before);
  });

  it("says where a repository has a core.hooksPath of its own, which git prefers", () => {
    installs(home, ["--type", "pre-commit", "--scope", "machine"], env);
    const folder = repository();
    must(folder, ["config", "core.hooksPath", ".githooks"]);
    const ran = stanch(folder, ["hook", "status"], { env });
    expect(ran.code).toBe(1);
    expect(ran.said).toMatch(/BROKEN {3}pre-commit, machine.*\n.*core\.hooksPath of this repository is /);
    uninstalls(home, ["--scope", "machine"], env);
  });
});

/** Without what git itself writes while it is used. */
function unindexed(found: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(found).filter(([path]) => !/\.git\/(?:index|objects|COMMIT_EDITMSG|logs|refs|ORIG_HEAD)/.test(path)),
  );
}

function working(found: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(unindexed(found)).filter(([path]) => !path.endsWith(".git/config")));
}
