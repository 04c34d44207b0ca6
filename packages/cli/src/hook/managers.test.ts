import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { type Ran, bareRepository, commit, home, must, repository, run, script, secret, stanch, write } from "./trial.fixture.ts";

// Each installing proves itself with a dozen git commands: seconds where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const STOPPED = "stanch stopped this commit";

/** A program that is not part of git: on PATH, or where STANCH_TEST_<NAME> says; undefined, with the reason printed, where it is not there. */
function program(name: string, isFit: (version: string) => boolean = () => true): string | undefined {
  const given = process.env[`STANCH_TEST_${name.toUpperCase().replaceAll("-", "_")}`];
  const path = given ?? name;
  try {
    const version = run(path, [name === "lefthook" ? "version" : "--version"]).said;
    if (isFit(version)) return path;
    process.stderr.write(`skipped: ${name} is ${version.trim()}, too old for this test\n`);
  } catch {
    process.stderr.write(`skipped: there is no ${name} here\n`);
  }
  return undefined;
}

/** A folder with programs by other names, to stand first on PATH. */
function path(programs: Readonly<Record<string, string>>): string {
  const folder = join(home, `bin-${Object.keys(programs).join("-")}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, target] of Object.entries(programs)) symlinkSync(target, join(folder, name));
  return `${folder}:${process.env["PATH"] ?? ""}`;
}

/** `stanch` as a command, as an installed one is. */
function command(): string {
  const file = join(home, "stanch-command");
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

const newGit = program("git", (version) => {
  const [, major = "0", minor = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 2 || (major === "2" && Number(minor) >= 54);
});
const lefthook = program("lefthook");
const framework = program("pre-commit");

function installs(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): string {
  const ran = stanch(folder, ["hook", "install", ...args], { env });
  if (ran.code !== 0) throw new Error(ran.said);
  return ran.said;
}

function tries(folder: string, env: Readonly<Record<string, string>>): Ran {
  write(folder, { "planted.env": secret(1) });
  run("git", ["-C", folder, "add", "planted.env"], { env });
  return run("git", ["-C", folder, "commit", "-m", "planted"], { env });
}

describe.skipIf(newGit === undefined)("hooks by configuration, which git has from 2.54 on", () => {
  const env = newGit === undefined ? {} : { PATH: path({ git: newGit }) };

  it("cover the repository, beside hook files and whatever core.hooksPath is, and go to the byte", () => {
    const folder = repository();
    const before = readFileSync(join(folder, ".git/config"), "latin1");
    const said = installs(folder, ["--type", "all"], env);
    expect(said).toContain("installed  pre-commit: by git's configuration");
    for (const type of ["pre-commit", "pre-push", "pre-receive"]) expect(said).toContain(`proven     ${type}`);
    expect(tries(folder, env).said).toContain(STOPPED);
    expect(stanch(folder, ["hook", "status"], { env }).said).toContain("runs     pre-push, repository, configuration:");
    const old = stanch(folder, ["hook", "status"]);
    if (newGit !== "git") expect(old.said).toMatch(/BROKEN {3}pre-commit.*\n.*knows no hooks by configuration/);
    stanch(folder, ["hook", "uninstall"], { env });
    expect(readFileSync(join(folder, ".git/config"), "latin1")).toBe(before);
    // One after the other, and one again: each stays.
    for (const type of ["pre-commit", "pre-push", "pre-commit"]) installs(folder, ["--type", type], env);
    expect(stanch(folder, ["hook", "status"], { env }).said).toMatch(/runs {5}pre-commit.*\nruns {5}pre-push.*\nnone {5}pre-receive/);
    must(folder, ["config", "core.hooksPath", ".husky/_"]);
    expect(tries(folder, env).said).toContain(STOPPED);
    write(folder, { ".husky/_/pre-commit": "#!/bin/sh\ntouch theirs\n" });
    chmodSync(join(folder, ".husky/_/pre-commit"), 0o755);
    must(folder, ["rm", "-q", "--cached", "planted.env"]);
    expect(run("git", ["-C", folder, "commit", "-q", "--allow-empty", "-m", "x"], { env }).code).toBe(0);
    expect(readFileSync(join(folder, "theirs"), "utf8")).toBe("");
  });

  it("cover every repository of a user without taking core.hooksPath", () => {
    const user = join(home, "user-of-new-git");
    write(user, { ".gitconfig": "[user]\n\tname = Somebody\n" });
    const own = { ...env, HOME: user, XDG_CONFIG_HOME: join(user, ".config") };
    installs(home, ["--type", "all", "--scope", "machine"], own);
    expect(readFileSync(join(user, ".gitconfig"), "utf8")).not.toMatch(/hooksPath/i);
    const folder = repository();
    must(folder, ["config", "core.hooksPath", ".husky/_"]);
    expect(tries(folder, own).said).toContain(STOPPED);
    const server = bareRepository();
    commit(folder, { "b.env": secret(2) });
    expect(run("git", ["-C", folder, "push", server, "main"], { env: own }).said).toContain("stanch stopped this push");
    expect(run("git", ["-C", folder, "push", "--no-verify", server, "main"], { env: own }).said).toContain("stanch refused this push");
    stanch(home, ["hook", "uninstall", "--scope", "machine"], { env: own });
    expect(readFileSync(join(user, ".gitconfig"), "utf8")).toBe("[user]\n\tname = Somebody\n");
  });
});

describe.skipIf(lefthook === undefined)("lefthook", () => {
  it("runs stanch from its local file beside the team's commands, with the refs of a push", () => {
    const env = { PATH: path({ lefthook: lefthook ?? "" }) };
    const folder = repository();
    write(folder, {
      "lefthook.yml":
        "pre-commit:\n  jobs:\n    - name: theirs\n      run: touch theirs\npre-push:\n  commands:\n    theirs:\n      run: touch pushed\n",
    });
    expect(run("lefthook", ["install"], { cwd: folder, env }).code).toBe(0);
    const said = installs(folder, ["--type", "pre-commit"], env);
    expect(said).toContain("in lefthook-local.yml");
    stanch(folder, ["hook", "uninstall"], { env });
    const ran = stanch(folder, ["hook", "status"], { env });
    expect(ran.said).toContain("none     pre-commit");
    installs(folder, ["--type", "pre-commit"], env);
    expect(run("lefthook", ["install"], { cwd: folder, env }).code).toBe(0);
    expect(tries(folder, env).said).toContain(STOPPED);
    expect(readFileSync(join(folder, "theirs"), "utf8")).toBe("");
    must(folder, ["commit", "-q", "--no-verify", "-m", "planted"]);
    installs(folder, ["--type", "pre-push"], env);
    expect(stanch(folder, ["hook", "status"], { env }).said).toMatch(
      /runs {5}pre-commit, repository, lefthook.*\nruns {5}pre-push, repository, lefthook/,
    );
    must(folder, ["remote", "add", "origin", bareRepository()]);
    const pushed = run("git", ["-C", folder, "push", "origin", "main:other", "main"], { env });
    expect(pushed.said).toContain("stanch stopped this push");
    expect(pushed.code).not.toBe(0);
  });
});

describe.skipIf(framework === undefined)("the pre-commit framework", () => {
  const env = framework === undefined ? {} : { PATH: path({ "pre-commit": framework, stanch: command() }) };
  const local = `repos:\n- repo: local\n  hooks:\n${readFileSync(
    fileURLToPath(new URL("../../../../.pre-commit-hooks.yaml", import.meta.url)),
    "utf8",
  )
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#") && !line.includes("minimum_pre_commit_version"))
    .map((line) => `  ${line}\n`)
    .join("")}`;

  it("runs stanch as one of its hooks, by .pre-commit-hooks.yaml", () => {
    const folder = repository();
    write(folder, { ".pre-commit-config.yaml": local });
    must(folder, ["add", ".pre-commit-config.yaml"]);
    must(folder, ["commit", "-q", "-m", "config"]);
    const types = ["--hook-type", "pre-commit", "--hook-type", "pre-push"];
    expect(run("pre-commit", ["install", ...types], { cwd: folder, env }).code).toBe(0);
    expect(tries(folder, env).said).toContain(STOPPED);
    must(folder, ["remote", "add", "origin", bareRepository()]);
    must(folder, ["push", "-q", "--no-verify", "origin", "main"]);
    commit(folder, {});
    const pushed = run("git", ["-C", folder, "push", "origin", "main"], { env });
    expect(pushed.said).toContain("stanch stopped this push");
  });

  it("stands beside it, whichever was installed first or again", () => {
    const folder = repository();
    write(folder, {
      ".pre-commit-config.yaml":
        "repos:\n- repo: local\n  hooks:\n  - {id: theirs, name: theirs, language: system, entry: touch theirs, always_run: true, pass_filenames: false}\n",
    });
    must(folder, ["add", ".pre-commit-config.yaml"]);
    must(folder, ["commit", "-q", "-m", "config"]);
    run("pre-commit", ["install"], { cwd: folder, env });
    const before = readFileSync(join(folder, ".git/hooks/pre-commit"), "latin1");
    installs(folder, ["--type", "pre-commit"], env);
    expect(tries(folder, env).said).toContain(STOPPED);
    expect(readFileSync(join(folder, "theirs"), "utf8")).toBe("");
    stanch(folder, ["hook", "uninstall"], { env });
    expect(readFileSync(join(folder, ".git/hooks/pre-commit"), "latin1")).toBe(before);
    installs(folder, ["--type", "pre-commit"], env);
    run("pre-commit", ["install"], { cwd: folder, env });
    const again = tries(folder, env);
    expect(again.said).toContain(STOPPED);
    expect(again.said).not.toContain("bug: pre-commit");
    stanch(folder, ["hook", "uninstall"], { env });
    expect(stanch(folder, ["hook", "status"], { env }).said).toContain("none     pre-commit");
  });
});
