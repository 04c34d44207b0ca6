import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hygieneChecks } from "@stanch/explain";
import { fake } from "@stanch/model";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readProject } from "../hygiene-project.ts";
import { problemsOf } from "./check-hygiene.ts";

const VALUE = fake("[A-Za-z0-9]{24}", 3);
const folder = mkdtempSync(join(tmpdir(), "stanch-hygiene-"));
const main = fileURLToPath(new URL("../main.ts", import.meta.url));

function write(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  chmodSync(join(folder, path), mode);
}

const git = (...args: readonly string[]): string => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
const found = (path = folder): readonly string[] =>
  problemsOf(readProject(path), hygieneChecks).map(
    ({ check, path: at, line }) => `${check.id} ${at}${line === undefined ? "" : `:${line}`}`,
  );

beforeAll(() => {
  git("init", "--quiet");
  git("config", "core.hooksPath", ".git/hooks");
  write(".env", `TOKEN=${VALUE}\n`);
  write("app/.env.local", `TOKEN=${VALUE}\n`, 0o644);
  write("app/.gitignore", ".env.local\n");
  write("app/sub/.env", `TOKEN=${VALUE}\n`);
  write("Dockerfile", `FROM node\nENV API_TOKEN=${VALUE}\n`);
  write(".github/workflows/ci.yml", `on: push\nenv:\n  API_TOKEN: ${VALUE}\n`);
  git("add", ".env", "Dockerfile", ".github", "app/.gitignore");
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("finds what a real repository does wrong, most harmful first", () => {
  expect(found()).toEqual([
    "env-file-tracked .env",
    "ci-clear-secret .github/workflows/ci.yml:3",
    "dockerfile-secret Dockerfile:2",
    ...(process.platform === "win32" ? [] : ["key-file-readable app/.env.local"]),
    "env-file-ignored app/sub/.env",
    "hook-missing .",
    "scan-not-in-ci .github/workflows/ci.yml",
  ]);
});

it("looks at a folder of a repository with the ignore lists and the index of the whole", () => {
  expect(found(join(folder, "app", "sub"))).toEqual(["env-file-ignored .env", "hook-missing ."]);
  expect(found(join(folder, "app"))).toContain("env-file-ignored sub/.env");
  expect(found(join(folder, "app"))).not.toContain("env-file-ignored .env.local");
});

it("takes a hook that git would run, and none of the samples", () => {
  write(".git/hooks/pre-commit.sample", "stanch scan --staged");
  expect(found()).toContain("hook-missing .");
  write(".git/hooks/pre-commit", "#!/bin/sh\nstanch scan --staged --history none\n", 0o755);
  expect(found()).not.toContain("hook-missing .");
  write(".git/hooks/pre-commit", "#!/bin/sh\n", 0o755);
  expect(found()).toContain("hook-missing .");
  git("config", "hook.stanch-pre-commit.command", "stanch hook run pre-commit");
  expect(found()).not.toContain("hook-missing .");
});

it("follows no link out of the project", () => {
  const outside = mkdtempSync(join(tmpdir(), "stanch-outside-"));
  try {
    writeFileSync(join(outside, ".env"), `TOKEN=${VALUE}\n`);
    symlinkSync(join(outside, ".env"), join(folder, "linked.env"));
    git("add", "linked.env");
    expect(found().filter((problem) => problem.includes("linked"))).toEqual([]);
  } finally {
    rmSync(outside, { recursive: true });
    git("rm", "--cached", "--quiet", "linked.env");
    rmSync(join(folder, "linked.env"));
  }
});

it("tells it as text, JSON and SARIF with the exit code of its problems, never with a value", () => {
  const told = (...args: readonly string[]) => spawnSync(process.execPath, [main, "check-hygiene", folder, ...args], { encoding: "utf8" });
  const text = told();
  expect(text).toMatchObject({ status: 1, stderr: "" });
  expect(text.stdout).toMatch(/^HIGH {6}Environment file is tracked by git {2}env-file-tracked\n {2}in {6}\.env\n {2}what /);
  const json = told("--format", "json", "--fail-on", "never");
  expect(json.status).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({
    problems: [{ check: "env-file-tracked", path: ".env", severity: "high", practice: "not-embedded" }, {}, {}, {}, {}, {}],
  });
  const sarif = told("--format", "sarif", "--check", "dockerfile-secret");
  expect(JSON.parse(sarif.stdout)).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { rules: [{ id: "dockerfile-secret" }] } },
        results: [
          {
            ruleId: "dockerfile-secret",
            ruleIndex: 0,
            level: "error",
            locations: [{ physicalLocation: { artifactLocation: { uri: "Dockerfile" }, region: { startLine: 2 } } }],
          },
        ],
      },
    ],
  });
  for (const { stdout } of [text, json, sarif]) expect(stdout).not.toContain(VALUE);
});

it("says what is wrong with a path or a check that is not there", () => {
  const told = (...args: readonly string[]) => spawnSync(process.execPath, [main, "check-hygiene", ...args], { encoding: "utf8" });
  expect(told(join(folder, "none"))).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("No such file or folder") });
  expect(told(folder, "--check", "env-file-trackd")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Did you mean "env-file-tracked"?'),
  });
});
