import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fake } from "@stanch/model";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Ran, bareRepository, commit, home, must, repository, script, secret, token } from "../../hook/trial.fixture.ts";
import { bitbucketDouble, githubDouble, gitlabDouble } from "../../../test/write-back/doubles.ts";

const TOKEN = fake("[A-Za-z0-9]{30}", 77);
const LATER = 30_000;
let count = 0;
const open: { stop: () => void }[] = [];
afterEach(() => {
  for (const double of open.splice(0)) double.stop();
});

function opened<T extends { readonly double: { stop: () => void } }>(state: T): T {
  open.push(state.double);
  return state;
}

/** The program beside a double that this process serves. */
async function stanch(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const child = spawn(process.execPath, [script, "ci", ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: home, GIT_CONFIG_NOSYSTEM: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  return { code, said: Buffer.concat(parts).toString() };
}

/** A pull request whose secret stands in another line at its end than where it came in; another one is taken away again. */
interface Pull {
  readonly clone: string;
  readonly head: string;
  readonly base: string;
  readonly parted: string;
}

function pull(more: Readonly<Record<string, string>> = {}): Pull {
  const remote = bareRepository();
  const work = repository();
  must(work, ["remote", "add", "origin", `file://${remote}`]);
  const parted = commit(work, { "conf/app.env": "A=1\nB=2\nC=3\n", "old.env": secret(1) });
  must(work, ["switch", "-q", "-c", "feature"]);
  commit(work, { "conf/app.env": `A=1\nB=2\nC=3\n${secret(2)}`, "gone.env": secret(3) });
  commit(work, { "gone.env": "nothing\n", ...more });
  const head = commit(work, { "conf/app.env": `# first\n# second\nA=1\nC=3\n${secret(2)}` });
  must(work, ["switch", "-q", "main"]);
  const base = commit(work, { "main.txt": "goes on\n" });
  must(work, ["push", "-q", "origin", "main", "feature", "feature:refs/pull/7/head"]);
  const clone = join(home, `written-${count++}`);
  must(home, ["clone", "-q", "-b", "feature", `file://${remote}`, clone]);
  return { clone, head, base, parted };
}

const REPOSITORY = { id: 1, full_name: "acme/shop", default_branch: "main" };

function githubEnv({ head, base }: Pull, url: string, isFork = false): Record<string, string> {
  const folder = join(home, `job-${count++}`);
  mkdirSync(folder);
  const repo = isFork ? { id: 2, full_name: "mallory/shop" } : REPOSITORY;
  const pull_request = { number: 7, head: { sha: head, ref: "feature", repo }, base: { sha: base, ref: "main", repo: REPOSITORY } };
  writeFileSync(join(folder, "event.json"), JSON.stringify({ number: 7, pull_request, repository: REPOSITORY }));
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SERVER_URL: url,
    GITHUB_RUN_ID: "99",
    GITHUB_TOKEN: TOKEN,
  };
}

const back = (kinds: string, ...more: readonly string[]): string[] => ["--no-reports", "--no-annotations", "--write-back", kinds, ...more];

describe("GitHub", () => {
  let made: Pull;
  beforeAll(() => {
    made = pull();
  });

  it("ends a secret of a pull request as one comment at the line where it stands now, and writes nothing twice", async () => {
    const state = opened(await githubDouble(TOKEN));
    const env = githubEnv(made, state.double.url);
    const first = await stanch(made.clone, back("checks,review,status,sarif"), env);
    expect(first.code, first.said).toBe(1);
    // Added in line 5 of its commit; two lines came in before it since, and one went.
    expect(state.comments.map(({ path, line }) => `${path}:${line}`)).toEqual(["conf/app.env:6"]);
    expect(state.reviews).toHaveLength(1);
    // What is gone from the newest commit has no line, but is told.
    expect(state.reviews[0]?.body).toContain("`gone.env:2`");
    expect(state.checks).toMatchObject([{ head_sha: made.head, status: "completed", conclusion: "failure" }]);
    expect(state.checks[0]?.annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toEqual(["conf/app.env:6"]);
    expect(state.statuses).toEqual([
      { state: "failure", context: "stanch", description: "2 new secrets", target_url: `${state.double.url}/acme/shop/actions/runs/99` },
    ]);
    expect(state.sarifs).toMatchObject([{ commit_sha: made.head, ref: "refs/pull/7/head" }]);
    const sarif = gunzipSync(Buffer.from(state.sarifs[0]?.sarif ?? "", "base64")).toString();
    expect(JSON.parse(sarif)).toMatchObject({ version: "2.1.0", runs: [{ results: [{ ruleId: "plivo-auth-token" }, {}] }] });
    // No secret goes anywhere, whole or packed.
    for (const text of [sarif, first.said, ...state.double.asked.map(({ body }) => body)])
      for (const n of [1, 2, 3]) expect(text).not.toContain(token(n));

    const second = await stanch(made.clone, back("checks,review,status"), env);
    expect(second.code).toBe(1);
    expect([state.comments, state.reviews, state.checks, state.statuses].map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect(second.said).toContain("review: the review's comments are there already");
  }, 60_000);

  it("takes no mark of somebody else's for its own", async () => {
    const state = opened(await githubDouble(TOKEN));
    const env = githubEnv(made, state.double.url);
    await stanch(made.clone, back("review"), env);
    for (const item of [...state.comments, ...state.reviews]) item.user = { login: "mallory", type: "User" };
    await stanch(made.clone, back("review"), env);
    expect(state.comments).toHaveLength(2);
  }, 60_000);

  it("tells a rebased commit's secret not again where the comment still stands at its line", async () => {
    const state = opened(await githubDouble(TOKEN));
    await stanch(made.clone, back("review"), githubEnv(made, state.double.url));
    const clone = join(home, `rebased-${count++}`);
    must(home, ["clone", "-q", made.clone, clone]);
    must(clone, ["rebase", "-q", made.base]);
    const head = must(clone, ["rev-parse", "HEAD"]);
    expect(head).not.toBe(made.head);
    const again = await stanch(clone, back("review"), githubEnv({ ...made, head }, state.double.url));
    expect(state.comments, again.said).toHaveLength(1);
  }, 60_000);

  it(
    "puts what GitHub's own difference lacks into the review's text",
    async () => {
      const state = opened(await githubDouble(TOKEN));
      state.diff = new Set();
      const { said } = await stanch(made.clone, back("review"), githubEnv(made, state.double.url));
      expect(state.comments).toEqual([]);
      expect(state.reviews[0]?.body).toContain("`conf/app.env:5`");
      expect(said).toContain("a review with 0 comments on lines, 2 places in its text");
    },
    LATER,
  );

  it("sends annotations in lots of fifty", async () => {
    const many = pull(Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`many/${n}.env`, secret(100 + n)])));
    const state = opened(await githubDouble(TOKEN));
    const { code } = await stanch(many.clone, back("checks,review"), githubEnv(many, state.double.url));
    expect(code).toBe(1);
    expect(state.checks).toMatchObject([{ status: "completed", conclusion: "failure" }]);
    expect(new Set(state.checks[0]?.annotations.map(({ path }) => path)).size).toBe(121);
    // One review of sixty comments: those beyond are in its text.
    expect([state.comments.length, state.reviews.length]).toEqual([60, 1]);
    expect(state.reviews[0]?.body.match(/^- /gm)).toHaveLength(62);
  }, 60_000);

  it("leaves a fork's job as it is whose token may write nothing, and says so", async () => {
    const state = opened(await githubDouble(TOKEN));
    state.double.rules.push(({ method }) =>
      method === "GET" ? undefined : { status: 403, json: { message: "Resource not accessible by integration" } },
    );
    const clean = { ...made, head: made.base };
    const fork = await stanch(made.clone, back("checks,review,status"), githubEnv(clean, state.double.url, true));
    expect(fork.said).toContain("status: refused with 403: the token may not do that.");
    expect(fork.code).toBe(0);
    // The project's own job has a token that may: there it is a failure.
    const own = await stanch(made.clone, back("status"), githubEnv(clean, state.double.url));
    expect(own.code).toBe(2);
    const { GITHUB_TOKEN: _, ...none } = githubEnv(clean, state.double.url, true);
    expect(await stanch(made.clone, back("status"), none)).toMatchObject({
      code: 0,
      said: expect.stringContaining("has no token") as string,
    });
  }, 60_000);

  it(
    "ends a check run that it cannot fill, and goes on with the rest",
    async () => {
      const state = opened(await githubDouble(TOKEN));
      state.double.rules.push(({ method, body }) =>
        method === "PATCH" && body.includes('"annotations"') ? { status: 422, json: {} } : undefined,
      );
      const { code, said } = await stanch(made.clone, back("checks,status"), githubEnv(made, state.double.url));
      expect(code).toBe(1);
      expect(said).toContain("checks: refused with 422");
      expect(state.checks).toMatchObject([{ status: "completed", conclusion: "failure" }]);
      expect(state.statuses).toHaveLength(1);
    },
    LATER,
  );

  it("waits as long as the host asks for, and no longer than two minutes", async () => {
    const state = opened(await githubDouble(TOKEN));
    let waits = 1;
    state.double.rules.push(({ method }) =>
      method === "POST" && waits-- > 0 ? { status: 429, json: {}, headers: { "retry-after": "1" } } : undefined,
    );
    const env = githubEnv(made, state.double.url);
    await stanch(made.clone, back("status"), env);
    expect(state.statuses).toHaveLength(1);
    state.double.rules.splice(0, 1, ({ method }) =>
      method === "GET" ? { status: 429, json: {}, headers: { "retry-after": "3600" } } : undefined,
    );
    const { code, said } = await stanch(made.clone, back("status"), env);
    expect(said).toContain("limit of requests is met, for 60 more minutes");
    expect(code).toBe(1);
  }, 60_000);

  it("refuses what it cannot do before it scans", async () => {
    const { clone } = made;
    const env = githubEnv(made, "http://127.0.0.1:9");
    const { GITHUB_TOKEN: _, ...none } = env;
    const { GITHUB_REPOSITORY: __, ...nameless } = env;
    for (const [args, variables, word] of [
      [back("comments"), env, "--write-back names no such thing"],
      [back("status"), none, "Set GITHUB_TOKEN"],
      [back("status"), nameless, "GITHUB_REPOSITORY"],
      [back("status"), { DRONE: "true", DRONE_COMMIT_SHA: made.head, DRONE_BUILD_EVENT: "push" }, "knows no code host for this system"],
    ] as const) {
      const { code, said } = await stanch(clone, args, variables);
      expect(said).toContain(word);
      expect(said).not.toContain("conf/app.env");
      expect(code).toBe(2);
    }
  }, 60_000);

  it("says that a host does not answer, and keeps what was found", async () => {
    const { code, said } = await stanch(made.clone, back("status"), githubEnv(made, "http://127.0.0.1:9"));
    expect(said).toContain("conf/app.env");
    expect(said).toContain("The host does not answer");
    expect(code).toBe(1);
  }, 60_000);
});

it("GitLab: a discussion at the line, a commit status, and nothing twice", async () => {
  const made = pull();
  const version = { base_commit_sha: made.parted, start_commit_sha: made.parted, head_commit_sha: made.head };
  const state = opened(await gitlabDouble(TOKEN, version));
  const env = {
    GITLAB_CI: "true",
    CI_COMMIT_SHA: made.head,
    CI_PIPELINE_ID: "123",
    CI_PIPELINE_SOURCE: "merge_request_event",
    CI_SERVER_URL: state.double.url,
    CI_PROJECT_PATH: "acme/shop",
    CI_PROJECT_ID: "1",
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_PROJECT_ID: "1",
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
    CI_MERGE_REQUEST_DIFF_BASE_SHA: made.parted,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_JOB_URL: `${state.double.url}/acme/shop/-/jobs/1`,
    GITLAB_TOKEN: TOKEN,
  };
  for (const expected of ["1 discussions on lines, 1 places in one more", "the discussions are there already"]) {
    const { code, said } = await stanch(made.clone, back("checks,review,status,sarif"), env);
    expect(said).toContain(expected);
    expect(code).toBe(1);
    expect(state.discussions.map(({ notes }) => notes[0]?.position?.new_line)).toEqual([6, undefined]);
    expect(state.discussions[0]?.notes[0]?.position).toMatchObject({
      old_path: "conf/app.env",
      new_path: "conf/app.env",
      head_sha: made.head,
    });
    expect(state.discussions[1]?.notes[0]?.body).toContain("`gone.env:2`");
    expect(state.statuses).toEqual([{ status: "failed", name: "stanch", description: "2 new secrets" }]);
  }
  for (const { body } of state.double.asked) expect(body).not.toContain(token(2));
}, 60_000);

it("Bitbucket: a Code Insights report with annotations, a build status, and nothing twice", async () => {
  const made = pull(Object.fromEntries(Array.from({ length: 110 }, (_, n) => [`many/${n}.env`, secret(100 + n)])));
  const state = opened(await bitbucketDouble(TOKEN));
  const env = {
    BITBUCKET_BUILD_NUMBER: "12",
    BITBUCKET_COMMIT: made.head,
    BITBUCKET_BRANCH: "feature",
    BITBUCKET_PR_ID: "7",
    BITBUCKET_PR_DESTINATION_BRANCH: "main",
    BITBUCKET_REPO_FULL_NAME: "acme/shop",
    STANCH_BITBUCKET_URL: `${state.double.url}/2.0`,
    BITBUCKET_TOKEN: TOKEN,
  };
  for (let round = 0; round < 2; round++) {
    const { code, said } = await stanch(made.clone, back("checks,status"), env);
    expect(code, said).toBe(1);
    expect(state.report).toMatchObject({ result: "FAILED" });
    expect(state.annotations).toHaveLength(112);
    expect(state.annotations.filter(({ path }) => path === "conf/app.env").map(({ line }) => line)).toEqual([6]);
    expect(state.status).toMatchObject({ key: "stanch", state: "FAILED", description: "112 new secrets" });
  }
  expect(state.double.calls().filter((call) => call.endsWith("/statuses/build"))).toHaveLength(1);
  for (const { body } of state.double.asked) expect(body).not.toContain(token(2));
}, 60_000);
