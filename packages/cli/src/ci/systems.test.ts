import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { detectSystem, systems } from "@stanch/ci";
import { detectors } from "@stanch/detectors";
import { scan } from "@stanch/scan";
import { openRepository } from "@stanch/sources";
import { beforeAll, describe, expect, it } from "vitest";
import { bareRepository, commit, home, must, repository, secret } from "../hook/trial.fixture.ts";
import { partOf } from "./ci.ts";
import { Clone } from "./clone.ts";
import { type Job, TELL, TELLS_BEFORE, TELLS_SCHEDULE, TELLS_TAG, ZEROS } from "./jobs.fixture.ts";
import { type CiRange, ciRange } from "./range.ts";

const plivo = detectors.filter(({ id }) => id === "plivo-auth-token");
const ids = systems.map(({ id }) => id);

/** A remote with a secret in each kind of place, its clone, and the ids of what lies in it. */
let made: { remote: string; full: string; jobs: Readonly<Record<string, Job>> };

beforeAll(() => {
  const remote = bareRepository();
  const work = repository();
  must(work, ["remote", "add", "origin", `file://${remote}`]);
  commit(work, { "old.env": secret(1) });
  const start = commit(work, { "a.txt": "1\n" });
  // A pull request that adds a secret and takes it away again: only its commits hold it.
  must(work, ["switch", "-q", "-c", "feature"]);
  commit(work, { "feature.env": secret(2) });
  commit(work, { "feature.env": "gone\n" });
  const feature = commit(work, { "b.txt": "2\n" });
  // The target went on meanwhile.
  must(work, ["switch", "-q", "main"]);
  commit(work, { "pushed.env": secret(3) });
  const pushed = commit(work, { "pushed.env": "gone\n" });
  must(work, ["switch", "-q", "-c", "topic"]);
  const topic = commit(work, { "topic.env": secret(4) });
  must(work, ["switch", "-q", "-c", "release", "main"]);
  commit(work, { "tagged.env": secret(5) });
  must(work, ["tag", "-a", "-m", "v1", "v1"]);
  const tagged = must(work, ["rev-parse", "HEAD"]);
  must(work, ["switch", "-q", "--detach", "main"]);
  must(work, ["merge", "-q", "--no-ff", "-m", "trial", "feature"]);
  const merge = must(work, ["rev-parse", "HEAD"]);
  must(work, [
    "push",
    "-q",
    "origin",
    "main",
    "feature",
    "topic",
    "main:same",
    "v1",
    `${merge}:refs/pull/7/merge`,
    "feature:refs/pull/7/head",
  ]);
  const full = join(home, "full");
  must(home, ["clone", "-q", `file://${remote}`, full]);
  const job = (more: Partial<Job>): Job => ({
    event: "push",
    head: pushed,
    before: ZEROS,
    branch: "main",
    target: "main",
    targetOid: pushed,
    mergeBase: start,
    merge,
    isFork: false,
    tag: "v1",
    ...more,
  });
  const jobs = {
    push: job({ before: start }),
    "new branch": job({ head: topic, branch: "topic" }),
    "nothing new": job({ branch: "same" }),
    "pull request": job({ event: "pull", head: feature, branch: "feature" }),
    tag: job({ event: "tag", head: tagged, branch: "v1" }),
    schedule: job({ event: "schedule" }),
  };
  made = { remote, full, jobs };
});

const readText = (path: string): string => readFileSync(path, "utf8");

/** Which range a system's variables lead to, and the files with secrets that are found in it. */
async function look(id: string, kind: string, folder = made.full): Promise<CiRange & { found: string[] }> {
  const job = made.jobs[kind];
  if (job === undefined) throw new Error(kind);
  const env = TELL[id]?.(job, home) ?? {};
  const system = detectSystem(env);
  expect(system.id).toBe(id);
  const opened = openRepository(folder);
  if (opened === undefined) throw new Error(folder);
  const clone = new Clone(opened, { fetch: true, env: { ...process.env, HOME: home, GIT_CONFIG_NOSYSTEM: "1" } });
  const range = ciRange(system.read(env, readText), system, clone, { requireRange: false });
  const { findings } = await scan({
    paths: [folder],
    history: "none",
    ...partOf(range, opened),
    wants: () => "yes",
    dependencyFolders: "scan",
    maxFileBytes: 1_000_000,
    skipBinary: false,
    threads: 0,
    detectors: plivo,
    customDetectors: [],
    workerEntry: new URL(import.meta.url),
  });
  return {
    ...range,
    found: findings.flatMap(({ occurrences }) => [...occurrences.values()].map(({ occurrence }) => occurrence.path)).sort(),
  };
}

it("has variables of every system to try", () => {
  expect(ids.toSorted()).toEqual(Object.keys(TELL).sort());
});

describe.each(ids)("%s", (id) => {
  it("finds what a push brought and took away again, and nothing older where the system tells what was there", async () => {
    const { found, isWhole } = await look(id, "push");
    if (TELLS_BEFORE.includes(id)) expect({ found, isWhole }).toEqual({ found: ["pushed.env"], isWhole: false });
    else expect({ found, isWhole }).toEqual({ found: ["old.env", "pushed.env"], isWhole: true });
  });

  it("finds what a new branch brings, and nothing that the default branch has", async () => {
    expect(await look(id, "new branch")).toMatchObject({ found: ["topic.env"], isWhole: false });
  });

  it("looks at nothing where a new branch brings nothing", async () => {
    expect(await look(id, "nothing new")).toMatchObject({ found: [], commits: 0, isWhole: false });
  });

  it("finds what a commit within a pull request holds, and nothing that the target got meanwhile", async () => {
    expect(await look(id, "pull request")).toMatchObject({ found: ["feature.env"], commits: 3 });
  });

  it("deepens a shallow clone until it holds the pull request's commits", async () => {
    const folder = join(home, `shallow-${id}`);
    cpSync(shallow(), folder, { recursive: true });
    const { found, isCut, told } = await look(id, "pull request", folder);
    expect({ found, isCut }).toEqual({ found: ["feature.env"], isCut: false });
    expect(told.join("; ")).toContain("the clone was shallow");
  });

  it.skipIf(!TELLS_TAG.includes(id))("finds what a tag brings that the default branch has not", async () => {
    expect(await look(id, "tag")).toMatchObject({ found: ["tagged.env"], isWhole: false });
  });

  it.skipIf(!TELLS_SCHEDULE.includes(id))("looks at everything in a scheduled run", async () => {
    expect(await look(id, "schedule")).toMatchObject({ found: ["old.env", "pushed.env"], isWhole: true });
  });
});

let cut: string | undefined;

/** A clone of one commit, the pull request's head. */
function shallow(): string {
  if (cut !== undefined) return cut;
  cut = join(home, "shallow");
  must(home, ["clone", "-q", "--depth", "1", "--branch", "feature", `file://${made.remote}`, cut]);
  return cut;
}
