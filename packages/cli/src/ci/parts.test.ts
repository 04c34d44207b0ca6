import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import * as z from "zod";
import { commit, home, must, repository, run, script, secret, token } from "../hook/trial.fixture.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), "utf8");

const Action = z.looseObject({
  inputs: z.record(z.string(), z.looseObject({ description: z.string(), required: z.literal(false), default: z.string().optional() })),
  outputs: z.record(z.string(), z.looseObject({ description: z.string() })),
  runs: z.strictObject({ using: z.literal("node24"), main: z.string() }),
});

let work: string;
let pushed: Readonly<Record<string, string>>;
beforeAll(() => {
  work = repository();
  const before = must(work, ["rev-parse", "HEAD"]);
  const after = commit(work, { "app.env": secret(1) });
  const event = join(home, "event.json");
  writeFileSync(event, JSON.stringify({ ref: "refs/heads/main", before, after, repository: { default_branch: "main" } }));
  pushed = { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "push", GITHUB_EVENT_PATH: event, GITHUB_WORKSPACE: work, GITHUB_SHA: after };
});

/** The action as a release holds it: its script beside the built program. */
function action(inputs: Readonly<Record<string, string>>): { code: number | null; said: string; outputs: string } {
  mkdirSync(join(home, "scripts"), { recursive: true });
  cpSync(join(root, "scripts/action.mjs"), join(home, "scripts/action.mjs"));
  const outputs = join(home, `outputs-${Math.random()}`);
  writeFileSync(outputs, "");
  const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const ran = run(process.execPath, [join(home, "scripts/action.mjs")], {
    cwd: work,
    env: { ...pushed, GITHUB_OUTPUT: outputs, ...given },
  });
  return { ...ran, outputs: readFileSync(outputs, "utf8") };
}

it("has an action whose inputs are those that its script reads, and whose outputs the program writes", () => {
  const { inputs, outputs, runs } = Action.parse(parse(text("action.yml")));
  const source = text(runs.main);
  for (const name of Object.keys(inputs)) expect(source).toContain(name);
  const defaults = Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );
  const ran = action(defaults);
  expect(ran.code).toBe(1);
  expect(ran.said).toMatch(/::error file=app\.env,line=2/);
  expect(
    ran.outputs
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split("=")[0]),
  ).toEqual(Object.keys(outputs));
  expect(readFileSync(join(work, "stanch-reports/stanch.sarif"), "utf8")).not.toContain(token(1));
});

it("takes an input of the action for a value, whatever it looks like", () => {
  const { code, said } = action({ base: "--output=text=/tmp/x", reports: join(home, "reports") });
  expect(code).toBe(2);
  expect(said).toContain("--base takes a revision (--output=text=/tmp/x)");
  expect(action({ "fail-on": "never", annotations: "false", reports: join(home, "reports") })).toMatchObject({ code: 0, outputs: "" });
});

it.skipIf(process.getuid?.() !== 0)(
  "runs as a user who owns nothing, has no home and may write nowhere (as root only: it becomes another)",
  () => {
    chmodSync(home, 0o755);
    const env = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", ...pushed };
    const options = { cwd: work, env, uid: 65_532, gid: 65_532, encoding: "utf8", timeout: 60_000 } as const;
    const scanned = spawnSync(process.execPath, [script, "ci", "--no-reports"], options);
    expect(scanned.stderr).toMatch(/GitHub Actions, push; 1 commit from/);
    expect({ status: scanned.status, found: scanned.stdout.includes("app.env") }).toEqual({ status: 1, found: true });
    expect(spawnSync(process.execPath, [script, "scan", "."], options).status).toBe(1);
    const refused = spawnSync(process.execPath, [script, "ci"], options);
    // The reports of the test above lie there, and are root's.
    expect({ status: refused.status, said: refused.stderr }).toMatchObject({
      status: 2,
      said: expect.stringMatching(/Cannot (?:make|write)/),
    });
  },
);

it("has an image that runs as nobody and starts the program", () => {
  const lines = text("Dockerfile").split("\n");
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  expect(last).toContain("USER 65532:65532");
  expect(last.findIndex((line) => line.startsWith("USER "))).toBeGreaterThan(last.findIndex((line) => line.startsWith("RUN ")));
  expect(last).toContain('ENTRYPOINT ["stanch"]');
  expect(lines.filter((line) => /^(?:ADD|ARG|ENV) /.test(line))).toEqual([]);
});

it("has a component for GitLab whose inputs are all used, and an orb whose parameters are", () => {
  const [head, body] = parseAllDocuments(text("templates/stanch.yml"), { strict: true }).map((document) => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    return document.toJS() as unknown; // checked below
  });
  const { spec } = z.object({ spec: z.object({ inputs: z.record(z.string(), z.unknown()) }) }).parse(head);
  const used = new Set([...JSON.stringify(body).matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)].map(([, name]) => name ?? ""));
  expect([...used].toSorted()).toEqual(Object.keys(spec.inputs).sort());
  const Part = z.looseObject({ parameters: z.record(z.string(), z.unknown()).optional() });
  const orb = z.looseObject({
    commands: z.record(z.string(), Part),
    jobs: z.record(z.string(), Part),
    executors: z.record(z.string(), Part),
  });
  const { commands, jobs, executors } = orb.parse(parse(text("integrations/circleci/orb.yml"), { strict: true }));
  for (const part of [...Object.values(commands), ...Object.values(jobs), ...Object.values(executors)]) {
    const named = [...JSON.stringify(part).matchAll(/<< parameters\.([\w-]+) >>/g)].map(([, name]) => name ?? "");
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(part.parameters ?? {}).sort());
  }
});

it("has a step for Jenkins whose shell part brings the program and starts it, twice in one place", () => {
  const source = text("integrations/jenkins/vars/stanch.groovy");
  const shell = /script: '''\n([^]*?)'''/.exec(source)?.[1] ?? "";
  // A repository that holds the program as the real one does: under `stanch`.
  const tool = repository();
  commit(tool, { stanch: `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n` });
  must(tool, ["update-index", "--chmod=+x", "stanch"]);
  must(tool, ["commit", "-q", "-m", "mode"]);
  const env = {
    JENKINS_URL: "https://jenkins.example.test/",
    GIT_COMMIT: pushed["GITHUB_SHA"] ?? "",
    BRANCH_NAME: "main",
    WORKSPACE: work,
    WORKSPACE_TMP: join(home, "workspace@tmp"),
    STANCH_REPOSITORY: `file://${tool}`,
    STANCH_REVISION: "main",
    STANCH_FAIL_ON: "low",
    STANCH_REPORTS: "stanch-reports",
  };
  for (const _ of [1, 2]) {
    const { code, said } = run("sh", ["-c", shell], { cwd: work, env });
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining("Jenkins, push") });
  }
});
