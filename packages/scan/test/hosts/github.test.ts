import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fake } from "@stanch/model";
import { describe, expect, it, onTestFinished } from "vitest";
import { HostDouble } from "../../../sources/test/hosts/double.ts";
import { type GithubWorld, T, githubWorld } from "../../../sources/test/hosts/github-double.ts";
import { plivo } from "../../../sources/test/hosts/planted.ts";
import { Here, sampled } from "./here.ts";
import { Program, placesOf } from "./run.ts";

const LIMIT_MS = 120_000;
const ACCESS = fake("ghp_[A-Za-z0-9]{36}", 1);
const envWith = (token: string): { env: Record<string, string | undefined> } => ({
  env: { PATH: process.env["PATH"], GITHUB_TOKEN: token },
});

async function begin(): Promise<{ world: GithubWorld; here: Here }> {
  const world = await githubWorld(sampled, ACCESS);
  onTestFinished(() => {
    world.double.stop();
  });
  return { world, here: new Here(world.planted.secrets, { host: world.double.url, ...envWith(ACCESS) }) };
}

const limit = (text: string, headers: Readonly<Record<string, string>>): object => ({ status: 403, json: { message: text }, headers });
const soon = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);

describe("an organisation, on a double of GitHub with real git", { timeout: LIMIT_MS }, () => {
  it("is read in every place once, and later only where it changed", async () => {
    const { world, here } = await begin();
    const first = await here.scan("github:acme");
    expect(here.missed(first)).toEqual([]);
    expect(first).toMatchObject({ complete: true, failures: [] });
    expect(first.places).toMatchObject({
      "review comment": ["acme/app/pull/2#discussion_r301"],
      "force-pushed head": ["acme/app/forced.env"],
      "release asset": ["acme/app/releases/download/v1/app.zip!conf/app.properties"],
      "workflow log": ["acme/app/actions/runs/701!0_build.txt"],
      wiki: ["acme/app.wiki/Home.md"],
      "repository on the second page": ["acme/web/web.env"],
    });
    expect(first.skipped).toEqual({
      "too-large": ["acme/app/releases/download/v1/huge.bin"],
      "permission-denied": ["acme: variables of the organization"],
    });
    expect(first.notes.some((note) => /^github:acme: \d of 4 read/.test(note))).toBe(true);
    const state = readFileSync(here.stateFile, "utf8");
    for (const secret of world.planted.secrets.values()) expect(state).not.toContain(secret);

    const from = world.double.asked.length;
    const second = await here.scan("github:acme");
    expect(second).toMatchObject({ places: {}, complete: true, coverage: { files: 0, blobs: 0 } });
    expect(second.skipped["unchanged"]).toEqual(
      expect.arrayContaining(["acme/app", "acme/app.wiki", "acme/app: issues", "acme/app: logs"]),
    );
    // Every list is asked with its mark.
    const lists = world.double.asked.slice(from).filter(({ path }) => /\/(?:issues|comments|releases|repos|runs|variables)$/.test(path));
    expect(
      lists.filter(({ headers, path }) => headers["if-none-match"] === undefined && !path.startsWith("/orgs/acme/actions")),
    ).toHaveLength(3);
  });

  it("tells what is new: an edit, a comment, a commit, and one that a force push took away", async () => {
    const { world, here } = await begin();
    await here.scan("github:acme");
    const state = world.repositories.get("acme/app");
    const [comment, issue] = [state?.comments[0], state?.issues[2]];
    const git = world.gits.get("app");
    if (state === undefined || comment === undefined || issue === undefined || git === undefined) throw new Error("the double has them");
    state.comments.push({ ...comment, id: 202, body: world.planted.text("a later comment"), updated_at: T(30) });
    state.issues[2] = { ...issue, body: world.planted.text("an edited issue"), updated_at: T(31) };
    const head = git.git("rev-parse", "main");
    const pushed = git.commit("main", { "late.env": world.planted.text("pushed, then force-pushed") }, head);
    git.commit("main", { "other.env": world.planted.text("a later commit") }, head);
    state.activities.unshift({ id: 3, before: pushed, after: head, ref: "refs/heads/main", activity_type: "force_push", timestamp: T(32) });
    const news = await here.scan("github:acme");
    expect(news.places).toEqual({
      "a later comment": ["acme/app/issues/1#issuecomment-201"],
      "an edited issue": ["acme/app/issues/3"],
      "pushed, then force-pushed": ["acme/app/late.env"],
      "a later commit": ["acme/app/other.env"],
    });
    expect(news.coverage).toMatchObject({ files: 2, blobs: 2 });
    expect((await here.scan("github:acme")).places).toEqual({});
  });

  it("keeps what was found until a report has told it", async () => {
    const { here } = await begin();
    const parts = new Set(["issues", "variables"] as const);
    const first = await here.scan("github:acme", { parts }, false);
    expect(Object.keys(first.places)).toHaveLength(6);
    expect(await here.scan("github:acme", { parts })).toMatchObject({ places: first.places, skipped: first.skipped });
    expect((await here.scan("github:acme", { parts })).places).toEqual({});
    // With another key, or other detectors, all is read anew.
    await here.scan("github:acme", { parts, detectors: "2" }, false);
    const anew = await here.scan("github:acme", { parts, detectors: "2", key: Buffer.from("another key of another user") });
    expect(anew.places).toEqual(first.places);
  });

  it("waits for short limits, and for a long one ends with what it has", async () => {
    const { world, here } = await begin();
    const limits = [
      limit("You have exceeded a secondary rate limit", { "retry-after": "0" }),
      { status: 429, json: {}, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": soon(-5) } },
      { status: 503, json: {}, headers: { "retry-after": "0" } },
    ];
    world.double.rules.push(({ path }) => (path === "/repos/acme/app/comments" ? limits.shift() : undefined));
    let isLimited = true;
    world.double.rules.push(({ path }) =>
      isLimited && path === "/repos/acme/app/releases"
        ? limit("API rate limit exceeded", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": soon(20_000) })
        : undefined,
    );
    const first = await here.scan("github:acme/app");
    expect(first.failures).toMatchObject([
      { code: "RATE_LIMITED", message: expect.stringMatching(/met, for 33\d more minutes/) as string },
    ]);
    expect(first).toMatchObject({ complete: false, places: { "commit comment": [expect.any(String)] } });
    expect(first.skipped["interrupted"]).toContain("acme/app: logs");
    expect(here.missed(first)).toContain("release note");
    isLimited = false;
    const second = await here.scan("github:acme/app");
    expect(second.complete).toBe(true);
    expect(here.missed(second)).toEqual(["repository on the second page"]); // of another repository
  });

  it("tells a token that is not taken, one that is missing, and what it may not see", async () => {
    const { world, here } = await begin();
    const told = async (target: string, token: string | undefined): Promise<string> =>
      here.scan(target, token === undefined ? { env: { PATH: process.env["PATH"] } } : envWith(token)).then(
        () => "nothing",
        (error: unknown) => String(error),
      );
    expect(await told("github:acme", fake("ghp_[A-Za-z0-9]{36}", 2))).toMatch(
      /does not take the token: it is wrong, expired or was revoked/,
    );
    expect(await told("github:acme", undefined)).toMatch(/there is no token .*Set GITHUB_TOKEN/);
    expect(await told("github:acme/hidden", ACCESS)).toMatch(
      /no such place, or the token may not see it \(127\.0\.0\.1:\d+\/acme\/hidden\)/,
    );
    expect(await told("github:acme/../x", ACCESS)).toMatch(/names nothing on a code host/);
    await expect(here.scan("github:acme", {}, true, { history: { since: "2026-01-01" } })).rejects.toMatchObject({ code: "USAGE" });
    world.double.rules.push(() => ({ bytes: Buffer.from("<html>log in</html>") }));
    expect(await told("github:acme", ACCESS)).toMatch(/cannot be read|answered/);
  });

  it("tells half a clone, reads all the rest, and that one the next time", async () => {
    const { world, here } = await begin();
    world.double.cut.set("/acme/web.git", 200);
    const parts = new Set(["git"] as const);
    const half = await here.scan("github:acme", { parts });
    expect(half.failures).toMatchObject([{ code: "SOURCE_UNREADABLE", message: expect.stringMatching(/acme\/web\.git/) as string }]);
    expect(half.skipped["unreadable"]).toEqual(["acme/web"]);
    const others = ["history", "pull request of a fork", "force-pushed head", "deleted branch"];
    expect(Object.keys(half.places).toSorted()).toEqual(others.toSorted());
    world.double.cut.clear();
    const rest = await here.scan("github:acme", { parts });
    expect(Object.keys(rest.places).toSorted()).toEqual([...others, "repository on the second page"].toSorted());
  });

  it("is not asked in a private network unless that is allowed", async () => {
    const { world, here } = await begin();
    await expect(here.scan("github:acme", { allowsPrivate: false })).rejects.toMatchObject({
      code: "ADDRESS_REFUSED",
      message: expect.stringMatching(/127\.0\.0\.1 is no public address.*--allow-private/) as string,
    });
    expect(world.double.asked).toEqual([]);
  });

  it("keeps the token out of arguments, clones and other hosts, and clones within their bound", async () => {
    const { world, here } = await begin();
    const storage = await new HostDouble("/none", undefined).listen();
    onTestFinished(() => {
      storage.stop();
    });
    storage.route = () => ({ bytes: Buffer.from(world.planted.text("asset on another host")) });
    world.double.rules.push(({ path }) =>
      path === "/repos/acme/app/releases/assets/602" ? { status: 302, headers: { location: `${storage.url}/file` } } : undefined,
    );
    const log = join(here.folder, "arguments.txt");
    const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    writeFileSync(join(here.folder, "git"), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${git}' "$@"\n`);
    chmodSync(join(here.folder, "git"), 0o755);
    const PATH = `${here.folder}${delimiter}${process.env["PATH"] ?? ""}`;
    const seen = await here.scan("github:acme/app", { env: { PATH, GITHUB_TOKEN: ACCESS }, cacheBytes: 1 });
    expect(seen.places["asset on another host"]).toHaveLength(1);
    expect(storage.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(readFileSync(log, "utf8")).toMatch(/ls-remote/);
    const basic = Buffer.from(`x-access-token:${ACCESS}`).toString("base64");
    for (const text of [readFileSync(log, "latin1"), ...textsBelow(here.folder)])
      for (const word of [ACCESS, basic]) expect(text.includes(word)).toBe(false);
    expect(readdirSync(join(here.folder, "cache/hosts/git"))).toEqual([]); // one byte is too little for any
  });
});

it(
  "is read to its end after a kill, nothing twice and nothing lost",
  async () => {
    const world = await githubWorld(plivo, ACCESS);
    const program = new Program(world.double.url, { GITHUB_TOKEN: ACCESS });
    const other = new Program(world.double.url, { GITHUB_TOKEN: ACCESS });
    onTestFinished(() => {
      world.double.stop();
      program.remove();
      other.remove();
    });
    let isHeld = true;
    // The last repository's issues do not come, until the program was killed.
    world.double.rules.push(async ({ path }) => {
      if (path === "/repos/acme/web/issues" && isHeld) await new Promise(() => undefined);
      return undefined;
    });
    const { child, ended } = program.start("github:acme");
    const isFar = (): boolean => existsSync(program.stateFile) && readFileSync(program.stateFile, "utf8").includes('"k":"1/logs"');
    for (let left = LIMIT_MS / 50; !isFar() && child.exitCode === null; left--) {
      if (left < 0) throw new Error("it did not come so far");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGKILL");
    await ended;
    isHeld = false;
    const told = readFileSync(program.stateFile, "utf8");
    for (const secret of world.planted.secrets.values()) expect(told).not.toContain(secret);
    const from = world.double.asked.length;
    const rest = await program.run("github:acme");
    const again = world.double.calls(from);
    const whole = await other.run("github:acme");
    expect([...placesOf(rest, world.planted.secrets)].filter(([, paths]) => paths.length === 0)).toEqual([]);
    expect(rest.code).toBe(1);
    expect(rest.findings).toEqual(whole.findings);
    const places = whole.findings.flatMap(({ occurrences }) => occurrences);
    expect(places.find(({ path }) => path === "acme/web/web.env")).toMatchObject({ inHead: true, author: "A" });
    expect(places.find(({ path }) => path === "acme/app/forced.env")).toMatchObject({ inHead: false });
    // What the killed run had read is in the receipt as if it had not been killed, and was not asked for again.
    for (const part of ["read", "skipped", "roots", "complete"] as const) expect(rest.receipt?.[part]).toEqual(whole.receipt?.[part]);
    expect(again).toContain("GET /repos/acme/web/issues");
    for (const path of ["/storage/602", "/storage/701", "/repos/acme/app/pulls/2/reviews"]) expect(again).not.toContain(`GET ${path}`);
  },
  LIMIT_MS * 2,
);

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "git")
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
}
