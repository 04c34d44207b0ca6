import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Ran, bareRepository, commit, git, home, must, repository, run, script, secret, token, write } from "../hook/trial.fixture.ts";
import { ZEROS } from "./jobs.fixture.ts";

let count = 0;
/** A folder that the system's files lie in, and the reports. */
const place = (): string => {
  const folder = join(home, `job-${count++}`);
  mkdirSync(folder);
  return folder;
};

type Env = Readonly<Record<string, string>>;

const GITHUB = { number: 7, repository: { id: 1, full_name: "acme/shop", default_branch: "main" } };

/** A job of GitHub Actions in a clone: its variables and event file, and all that it wrote. */
function github(clone: string, name: string, payload: object, args: readonly string[] = [], more: Env = {}): Ran & { folder: string } {
  const folder = place();
  writeFileSync(join(folder, "event.json"), JSON.stringify({ repository: GITHUB.repository, ...payload }));
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_WORKSPACE: clone,
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    GITHUB_OUTPUT: join(folder, "output"),
    ...more,
  };
  return { ...ci(clone, ["--reports", folder, ...args], env), folder };
}

const ci = (clone: string, args: readonly string[], env: Env): Ran => run(process.execPath, [script, "ci", ...args], { cwd: clone, env });
const text = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");
const oid = (folder: string, revision: string): string => must(folder, ["rev-parse", revision]);

interface Made {
  readonly remote: string;
  readonly work: string;
  readonly start: string;
}

/** A remote and the repository that pushes to it; `main` holds an old secret. */
function made(): Made {
  const remote = bareRepository();
  const work = repository();
  must(work, ["remote", "add", "origin", `file://${remote}`]);
  commit(work, { "old.env": secret(1) });
  const start = commit(work, { "a.txt": "1\n" });
  must(work, ["push", "-q", "origin", "main"]);
  return { remote, work, start };
}

function cloneOf({ remote }: Made, ...args: readonly string[]): string {
  const folder = join(home, `clone-${count++}`);
  must(home, ["clone", "-q", ...args, `file://${remote}`, folder]);
  return folder;
}

describe("GitHub Actions", () => {
  let own: Made;
  let pushed: string;
  beforeAll(() => {
    own = made();
    commit(own.work, { "conf/app.env": secret(2) });
    pushed = commit(own.work, { "b.txt": "2\n" });
    must(own.work, ["push", "-q", "origin", "main"]);
  });
  const push = (): object => ({ ref: "refs/heads/main", before: own.start, after: pushed });

  it("annotates the pushed secret, sums it up, writes SARIF, and shows the secret nowhere", () => {
    const clone = cloneOf(own);
    const { code, said, folder } = github(clone, "push", push());
    expect(code).toBe(1);
    expect(said).toMatch(/GitHub Actions, push; 2 commits from [0-9a-f]{12} \(before of the event\) to [0-9a-f]{12}/);
    expect(said).toMatch(/^::error file=conf\/app\.env,line=2,endLine=2,col=18,endColumn=58,title=Plivo Auth Token::critical: /m);
    expect(said).not.toContain("old.env");
    expect(text(folder, "summary.md")).toContain("conf/app.env:2:18");
    expect(text(folder, "output")).toBe(`findings=1\nnew=1\nsarif=${join(folder, "stanch.sarif")}\n`);
    const sarif: unknown = JSON.parse(text(folder, "stanch.sarif"));
    expect(sarif).toMatchObject({
      runs: [{ results: [{ ruleId: "plivo-auth-token" }], versionControlProvenance: [{ revisionId: pushed }] }],
    });
    for (const shown of [said, ...["summary.md", "stanch.sarif", "stanch.xml"].map((name) => text(folder, name))])
      expect(shown).not.toContain(token(2));
    // Nothing of the clone has changed, not even a ref.
    expect(must(clone, ["status", "--porcelain"])).toBe("");
    expect(must(clone, ["for-each-ref", "--format=%(refname)"]).split("\n")).toEqual([
      "refs/heads/main",
      "refs/remotes/origin/HEAD",
      "refs/remotes/origin/main",
    ]);
  });

  it("signs the receipt of a job, and what was changed in it afterwards is seen", () => {
    const folder = place();
    const [key, receipt] = [join(folder, "receipts.key"), join(folder, "receipt.json")];
    const stanch = (...args: readonly string[]): Ran => run(process.execPath, [script, "receipt", ...args], { cwd: folder, env: {} });
    expect(stanch("keygen", key).code).toBe(0);
    expect(github(cloneOf(own), "push", push(), ["--receipt", receipt, "--sign", key]).code).toBe(1);
    expect(stanch("verify", receipt, "--key", `${key}.pub`).code).toBe(0);
    writeFileSync(receipt, readFileSync(receipt, "utf8").replace('"commits": 2', '"commits": 3'));
    expect(stanch("verify", receipt, "--key", `${key}.pub`).code).toBe(1);
  });

  it("writes nothing behind a report that a program reads", () => {
    const { code, said, folder } = github(cloneOf(own), "push", push(), ["--format", "json", "--quiet"]);
    expect(code).toBe(1);
    const report: unknown = JSON.parse(said);
    expect(report).toMatchObject({ findings: [{ detector: "plivo-auth-token" }] });
    expect(text(folder, "summary.md")).toContain("conf/app.env");
  });

  it("names paths from the workspace where the clone lies in a folder of it", () => {
    const workspace = place();
    must(home, ["clone", "-q", `file://${own.remote}`, join(workspace, "shop")]);
    const { said } = github(join(workspace, "shop"), "push", push(), [], { GITHUB_WORKSPACE: workspace });
    expect(said).toContain("::error file=shop/conf/app.env,");
  });

  it("finds what a force push replaced its commits by, though the clone has not what was there before", () => {
    const mine = made();
    const before = commit(mine.work, { "lost.env": secret(3) });
    must(mine.work, ["push", "-q", "origin", "main"]);
    must(mine.work, ["reset", "-q", "--hard", mine.start]);
    const after = commit(mine.work, { "forced.env": secret(4) });
    must(mine.work, ["push", "-q", "--force", "origin", "main"]);
    const clone = cloneOf(mine);
    expect(git(clone, ["cat-file", "-e", before]).code).not.toBe(0);
    const { code, said } = github(clone, "push", { ref: "refs/heads/main", before, after, forced: true });
    expect(code).toBe(1);
    expect(said).toMatch(/1 commit from/);
    expect(said).toContain("forced.env");
    expect(said).not.toMatch(/old\.env|lost\.env/);
  });

  it("scans everything where what was there before is lost for good, and says so", () => {
    const clone = cloneOf(own);
    const { code, said } = github(clone, "push", { ref: "refs/heads/main", before: "1".repeat(40), after: pushed });
    expect(code).toBe(1);
    expect(said).toMatch(
      /111111111111 \(before of the event\) is not in the clone, and the remote does not give it; no base to compare with: all that/,
    );
    expect(said).toMatch(/old\.env/);
  });

  it("scans everything of the first push of a repository", () => {
    const { said } = github(cloneOf(own), "push", { ref: "refs/heads/main", before: ZEROS, after: pushed, created: true });
    expect(said).toMatch(/no base to compare with: all that [0-9a-f]{12} reaches is scanned, 5 commits/);
    expect(said).toContain("old.env");
    expect(said).toContain("conf/app.env");
  });

  it("has nothing to do where a branch was taken away", () => {
    const { code, said } = github(cloneOf(own), "push", { ref: "refs/heads/x", before: pushed, after: ZEROS, deleted: true });
    expect(code).toBe(0);
    expect(said).toContain("there is nothing to look at");
  });

  it("sees a secret that only a merge holds, and not what the merged branch had", () => {
    const mine = made();
    must(mine.work, ["switch", "-q", "-c", "side"]);
    commit(mine.work, { "s.txt": "s\n" });
    must(mine.work, ["switch", "-q", "main"]);
    const before = commit(mine.work, { "m.txt": "m\n" });
    must(mine.work, ["merge", "-q", "--no-commit", "--no-ff", "side"]);
    const after = commit(mine.work, { "merged.env": secret(5) });
    expect(must(mine.work, ["rev-list", "--parents", "-1", after]).split(" ")).toHaveLength(3);
    must(mine.work, ["push", "-q", "origin", "main"]);
    const { code, said } = github(cloneOf(mine), "push", { ref: "refs/heads/main", before, after });
    expect(code).toBe(1);
    expect(said).toContain("merged.env");
    expect(said).not.toContain("old.env");
  });

  it("looks at the commits of a merge queue", () => {
    const merge_group = {
      base_sha: own.start,
      head_sha: pushed,
      base_ref: "refs/heads/main",
      head_ref: "refs/heads/gh-readonly-queue/main/pr-7",
    };
    const { code, said } = github(cloneOf(own), "merge_group", { action: "checks_requested", merge_group });
    expect(code).toBe(1);
    expect(said).toMatch(/merge-queue; 2 commits from [0-9a-f]{12} \(merge_group\.base_sha of the event\)/);
    expect(said).not.toContain("old.env");
  });
});

describe("a fork's pull request", () => {
  let own: Made;
  let head: string;
  let base: string;
  /** The job's checkout: pull_request_target leaves the base's commit there, and nothing of the fork. */
  const event = (): object => ({
    number: 7,
    pull_request: {
      number: 7,
      head: { sha: head, ref: "main", repo: { id: 2, full_name: "mallory/shop" } },
      base: { sha: base, ref: "main", repo: { id: 1, full_name: "acme/shop" } },
    },
  });
  beforeAll(() => {
    own = made();
    base = own.start;
    // It brings the configuration that would let it through.
    commit(own.work, { "stanch.config.jsonc": '{ "exclude": ["**"] }\n', "fork.env": secret(6) });
    head = commit(own.work, { "fork.env": "gone\n" });
    must(own.work, ["push", "-q", "origin", `${head}:refs/pull/7/head`]);
  });

  it("is found from a clone that has nothing of it, and not let through by its own configuration", () => {
    for (const name of ["pull_request", "pull_request_target"]) {
      const { code, said } = github(cloneOf(own, "--depth", "1"), name, event(), [], { GITHUB_SHA: base });
      expect({ name, code }).toEqual({ name, code: 1 });
      expect(said).toMatch(/pull-request of a fork; .*2 commits from/);
      expect(said).toContain("fork.env");
      expect(said).not.toContain("old.env");
    }
  });

  it("cannot let itself through by a configuration or a baseline that is named, where that lies in the clone", () => {
    const mine = made();
    write(mine.work, { "ci.jsonc": "{}\n" });
    run(process.execPath, [script, "scan", ".", "--write-baseline", "known"], { cwd: mine.work });
    const from = commit(mine.work, {});
    commit(mine.work, { "fork.env": secret(10), "ci.jsonc": '{ "exclude": ["**"] }\n' });
    run(process.execPath, [script, "scan", ".", "--baseline", "known", "--write-baseline", "known"], { cwd: mine.work });
    const to = commit(mine.work, {});
    must(mine.work, ["push", "-q", "origin", `${from}:main`, `${to}:refs/pull/7/head`]);
    const clone = cloneOf(mine);
    must(clone, ["fetch", "-q", "origin", "refs/pull/7/head"]);
    must(clone, ["checkout", "-q", to]);
    const pull_request = { number: 7, head: { sha: to, repo: { id: 2 } }, base: { sha: from, ref: "main", repo: { id: 1 } } };
    const args = ["--config", "ci.jsonc", "--baseline", "known"];
    const { code, said } = github(clone, "pull_request", { pull_request }, args);
    expect(code).toBe(1);
    expect(said).toContain("fork.env");
    // By another name of the clone's folder too.
    const link = join(place(), "link");
    symlinkSync(clone, link);
    expect(
      github(clone, "pull_request", { pull_request }, ["--config", join(link, "ci.jsonc"), "--baseline", join(link, "known")]).code,
    ).toBe(1);
    // From a branch of one's own it is let through: who may push there may change both.
    const own = { ...pull_request, head: { sha: to, repo: { id: 1 } } };
    expect(github(clone, "pull_request", { pull_request: own }, args).code).toBe(0);
    expect(github(clone, "pull_request", { pull_request: own }, ["--baseline", "known"]).code).toBe(0);
    // What lies elsewhere is the job's own.
    const elsewhere = join(place(), "ci.jsonc");
    writeFileSync(elsewhere, '{ "exclude": ["fork.env"] }\n');
    expect(github(clone, "pull_request", { pull_request }, ["--config", elsewhere]).code).toBe(0);
  });

  it("is not passed by a checkout that holds the base in place of a trial merge", () => {
    const { code, said } = github(cloneOf(own), "pull_request", event(), ["--no-fetch"], { GITHUB_SHA: base });
    expect(code).toBe(1); // of all that is there
    expect(said).toMatch(/has nothing that .* has not, and is not the pull request's own commit; .*no base to compare with/);
  });

  it("fails, and passes nothing, where its commits cannot be had", () => {
    const { code, said } = github(cloneOf(own), "pull_request_target", event(), ["--no-fetch"], { GITHUB_SHA: base });
    expect(code).toBe(2);
    expect(said).toMatch(
      /The commit that this job is about is not in the clone.*head\.sha of the event's pull request: [0-9a-f]{12}\)\. Run stanch in the job's own checkout/,
    );
  });
});

describe("a shallow clone", () => {
  let own: Made;
  let pushed: string;
  beforeAll(() => {
    own = made();
    commit(own.work, { "gone.env": secret(7) });
    pushed = commit(own.work, { "gone.env": "gone\n" });
    must(own.work, ["push", "-q", "origin", "main"]);
  });
  const push = (): object => ({ ref: "refs/heads/main", before: own.start, after: pushed });

  it("is deepened until the range is whole", () => {
    const { code, said } = github(cloneOf(own, "--depth", "1"), "push", push());
    expect(code).toBe(1);
    expect(said).toMatch(/the clone was shallow: up to 50 more commits were fetched from origin; 2 commits from/);
    expect(said).toContain("gone.env");
  });

  it("is scanned as far as it goes with --no-fetch, and that is said, in the receipt too", () => {
    const receipt = join(place(), "receipt.json");
    const { code, said } = github(cloneOf(own, "--depth", "1"), "push", push(), ["--no-fetch", "--receipt", receipt]);
    expect(code).toBe(1); // the old one stands in HEAD
    expect(said).toMatch(/older commits are NOT scanned; give actions\/checkout `fetch-depth: 0`/);
    expect(said).not.toContain("not looked at");
    expect(said).toContain("old.env");
    const read: unknown = JSON.parse(readFileSync(receipt, "utf8"));
    expect(read).toMatchObject({ skipped: { "missing-object": { count: 1 } } });
  });

  it("fails with --require-range where the base is not to be had", () => {
    const { code, said } = github(cloneOf(own, "--depth", "1"), "push", push(), ["--no-fetch", "--require-range"]);
    expect(code).toBe(2);
    expect(said).toMatch(
      /No base is known to compare with \(GitHub Actions, push, [0-9a-f]{12}; .*\)\. Name it with --base, give actions\/checkout/,
    );
  });

  it("takes the base that the user names before all that the system tells", () => {
    const { said } = github(cloneOf(own), "push", push(), ["--base", "origin/main~1"]);
    expect(said).toMatch(/1 commit from origin\/main~1? \(--base\)/);
    const wrong = github(cloneOf(own), "push", push(), ["--base", "no-such", "--require-range"]);
    expect(wrong.code).toBe(2);
  });
});

describe("a clone that lacks contents", () => {
  let own: Made;
  let pushed: string;
  beforeAll(() => {
    own = made();
    must(own.remote, ["config", "uploadpack.allowFilter", "true"]);
    commit(own.work, { "conf/gone.env": secret(9) });
    pushed = commit(own.work, { "conf/gone.env": "gone\n" });
    must(own.work, ["push", "-q", "origin", "main"]);
  });
  const push = (): object => ({ ref: "refs/heads/main", before: own.start, after: pushed });

  it.each(["blob:none", "tree:0"])("is filled where it was made with --filter=%s", (filter) => {
    const { code, said } = github(cloneOf(own, `--filter=${filter}`, "--no-checkout"), "push", push());
    expect(said).toContain("conf/gone.env");
    expect(said).not.toMatch(/old\.env|not looked at/);
    expect(code).toBe(1);
  });

  it("does not pass where they cannot be had", () => {
    const { code, said } = github(cloneOf(own, "--filter=blob:none", "--no-checkout"), "push", push(), ["--no-fetch"]);
    expect(said).toMatch(/not looked at: \d missing-object \([0-9a-f]{40}.*\)\. Clone anew/);
    expect(code).toBe(2);
  });

  it("does not pass where one is broken", () => {
    const clone = cloneOf(own);
    const blob = oid(clone, `${pushed}~1:conf/gone.env`);
    // Out of its pack, and cut short.
    must(clone, ["unpack-objects", "-q"], { input: packOf(clone) });
    const loose = join(clone, ".git/objects", blob.slice(0, 2), blob.slice(2));
    const bytes = readFileSync(loose);
    rmSync(loose);
    writeFileSync(loose, bytes.subarray(0, 20));
    const { code, said } = github(clone, "push", push());
    expect(said).toMatch(/not looked at: 1 broken-object/);
    expect(code).toBe(2);
  });
});

/** All objects of a clone as one pack, which is taken away from it: git unpacks only what is not there. */
function packOf(clone: string): Buffer {
  const folder = join(clone, ".git/objects/pack");
  const name = readdirSync(folder).find((file) => file.endsWith(".pack")) ?? "";
  const bytes = readFileSync(join(folder, name));
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  return bytes;
}

describe("reports of other systems", () => {
  let own: Made;
  let clone: string;
  let head: string;
  const path = "a]##vso[task.complete result=Succeeded;]##teamcity[x y='z'].env";
  beforeAll(() => {
    own = made();
    must(own.work, ["switch", "-q", "-c", "feature"]);
    head = commit(own.work, { [path]: `# ##[error]an excerpt\n##vso[task.setvariable variable=x]y\n${secret(8)}` });
    must(own.work, ["push", "-q", "origin", "feature"]);
    clone = cloneOf(own);
  });

  it("gives GitLab its three reports", () => {
    const folder = place();
    const env = {
      GITLAB_CI: "true",
      CI_COMMIT_SHA: head,
      CI_COMMIT_BEFORE_SHA: ZEROS,
      CI_COMMIT_BRANCH: "feature",
      CI_DEFAULT_BRANCH: "main",
    };
    const { code, said } = ci(clone, ["--reports", folder], env);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/GitLab CI, push; 1 commit from main \(CI_DEFAULT_BRANCH\)/),
    });
    const report: unknown = JSON.parse(text(folder, "gl-secret-detection-report.json"));
    expect(report).toMatchObject({ scan: { status: "success" }, vulnerabilities: [{ location: { file: path, commit: { sha: head } } }] });
    const quality: unknown = JSON.parse(text(folder, "gl-code-quality-report.json"));
    expect(quality).toMatchObject([{ check_name: "plivo-auth-token", severity: "blocker", location: { path } }]);
    expect(text(folder, "stanch.xml")).toContain('failures="1"');
  });

  it("takes the base that CircleCI's configuration hands over, and the word for none for none", () => {
    const env = { CIRCLECI: "true", CIRCLE_SHA1: head, CIRCLE_BRANCH: "main" };
    const pushed = ci(clone, ["--no-reports"], { ...env, STANCH_CI_BASE: own.start });
    expect(pushed).toMatchObject({ code: 1, said: expect.stringMatching(/1 commit from [0-9a-f]{12} \(STANCH_CI_BASE\)/) });
    expect(pushed.said).not.toContain("old.env");
    for (const none of ["<nil>", "", "3".repeat(40)])
      expect(ci(clone, ["--no-reports"], { ...env, STANCH_CI_BASE: none })).toMatchObject({
        code: 1,
        said: expect.stringContaining("old.env"),
      });
  });

  it("gives Bitbucket the bodies of its Code Insights, and sends nothing", () => {
    const folder = place();
    const env = { BITBUCKET_BUILD_NUMBER: "1", BITBUCKET_COMMIT: head, BITBUCKET_BRANCH: "feature" };
    expect(ci(clone, ["--reports", folder], env).code).toBe(1);
    const report: unknown = JSON.parse(text(folder, "bitbucket-code-insights.json"));
    expect(report).toMatchObject({ report: { result: "FAILED", report_type: "SECURITY" }, annotations: [{ path, severity: "CRITICAL" }] });
    expect(existsSync(join(folder, "test-results/stanch.xml"))).toBe(true);
  });

  it.each([
    [
      "azure-pipelines",
      { TF_BUILD: "True", BUILD_REASON: "IndividualCI", BUILD_SOURCEBRANCH: "refs/heads/feature" },
      /^##vso\[task\.(?:logissue type=error;sourcepath=|uploadsummary\]\/)/,
    ],
    ["teamcity", { TEAMCITY_VERSION: "2025.07" }, /^##teamcity\[inspection(?:Type)? /],
  ])("writes commands that %s obeys, and no other one, whatever a path and a file hold", (id, variables, own) => {
    const folder = place();
    const env = { ...variables, BUILD_SOURCEVERSION: head, BUILD_VCS_NUMBER: head };
    const { code, said } = ci(clone, ["--reports", folder], env);
    expect({ id, code }).toEqual({ id, code: 1 });
    const commands = said.split("\n").filter((line) => /##(?:vso|teamcity)?\[/.test(line));
    expect(commands.length).toBeGreaterThan(1);
    for (const line of commands) {
      expect(line).toMatch(own);
      expect(line.match(/##(?:vso|teamcity)?\[/g)).toHaveLength(1);
    }
  });
});

describe("wrong variables", () => {
  let own: Made;
  let clone: string;
  beforeAll(() => {
    own = made();
    clone = cloneOf(own);
  });
  const env = (more: Env): Env => ({ GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: "push", ...more });

  it.each([
    ["no system", {}, /No CI system is known by the variables of this job \(environment\)\. Name it with --system/],
    ["two systems", { GITLAB_CI: "true", TRAVIS: "true" }, /several CI systems \(gitlab-ci, travis-ci\)/],
    ["no event file", env({}), /names the event's file is not set \(GITHUB_EVENT_PATH\)/],
    [
      "an event file that is not there",
      env({ GITHUB_EVENT_PATH: "/no/such" }),
      /Cannot read a file that the job's variables name: ENOENT \(\/no\/such\)/,
    ],
    ["a folder for the event file", env({ GITHUB_EVENT_PATH: "/" }), /EISDIR/],
    [
      "an event file of something else",
      env({ GITHUB_EVENT_PATH: "/etc/passwd" }),
      /The event's file is no JSON \(GITHUB_EVENT_PATH: \/etc\/passwd\)/,
    ],
    [
      "a commit of another repository",
      { TRAVIS: "true", TRAVIS_COMMIT: "2".repeat(40) },
      /is not in the clone, and the remote does not give it \(TRAVIS_COMMIT: 2{12}\)/,
    ],
  ])("%s: says what, where and what next, and ends with 2", (_, variables: Env, expected) => {
    const { code, said } = ci(clone, [], variables);
    expect(said).toMatch(expected);
    expect(said).toMatch(/\. [A-Z][^.]*\.?/);
    expect(said).not.toContain("bug in stanch");
    expect(code).toBe(2);
  });

  it("refuses a system, a base and a remote that are none", () => {
    const ok = { TRAVIS: "true", TRAVIS_COMMIT: own.start, TRAVIS_BRANCH: "x" };
    expect(ci(clone, ["--system", "jenkin"], {})).toMatchObject({ code: 2, said: expect.stringContaining('Did you mean "jenkins"?') });
    expect(ci(clone, ["--base", "--output=/tmp/x"], ok)).toMatchObject({ code: 2 });
    expect(ci(clone, ["--remote", "upstream"], ok)).toMatchObject({ code: 2, said: expect.stringContaining("Name one of origin.") });
    expect(ci(home, [], ok)).toMatchObject({ code: 2, said: expect.stringContaining("Not a git repository") });
  });

  it("says that there is no git program", () => {
    const mine = made();
    const { code, said } = github(mine.work, "push", { ref: "refs/heads/main", before: ZEROS, after: mine.start }, [], {
      PATH: "/nonexistent",
    });
    expect(said).toContain("There is no git program, which the range of commits is asked of (PATH). Install git in the job's image.");
    expect(code).toBe(2);
  });

  it("takes no branch for an option of git", () => {
    const hostile = {
      CODEBUILD_BUILD_ID: "1",
      CODEBUILD_RESOLVED_SOURCE_VERSION: own.start,
      CODEBUILD_WEBHOOK_EVENT: "PULL_REQUEST_CREATED",
    };
    const { code } = ci(clone, [], { ...hostile, CODEBUILD_WEBHOOK_BASE_REF: "--upload-pack=touch pwned" });
    expect(existsSync(join(clone, "pwned"))).toBe(false);
    expect([0, 1]).toContain(code);
  });

  it("writes through no link that the scanned commits brought", () => {
    const linked = cloneOf(own);
    const outside = place();
    symlinkSync(outside, join(linked, "stanch-reports"));
    const { code, said } = ci(linked, [], { APPVEYOR: "True", APPVEYOR_REPO_COMMIT: own.start, APPVEYOR_REPO_BRANCH: "main" });
    expect(code).toBe(2);
    expect(said).toMatch(/A link stands where reports go/);
    rmSync(join(linked, "stanch-reports"));
    write(linked, { "keep/x": "" });
    expect(ci(linked, [], { APPVEYOR: "True", APPVEYOR_REPO_COMMIT: own.start, APPVEYOR_REPO_BRANCH: "main" }).code).toBe(1);
    expect(existsSync(join(linked, "stanch-reports/stanch.xml"))).toBe(true);
  });

  it("starts nothing that the repository's configuration names", () => {
    const hostile = cloneOf(own, "--depth", "1");
    const mark = join(place(), "ran");
    for (const key of ["core.fsmonitor", "core.pager", "diff.external", "gpg.program"])
      must(hostile, ["config", key, `touch ${mark}; false`]);
    must(hostile, ["config", "log.showSignature", "true"]);
    github(hostile, "push", { ref: "refs/heads/main", before: oid(own.work, "main~1"), after: own.start });
    expect(existsSync(mark)).toBe(false);
  });
});
