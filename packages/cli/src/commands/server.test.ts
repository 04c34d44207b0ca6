import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../../workflow/test/postgres.ts";

const PROGRAM = fileURLToPath(new URL("../main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stanch-server-"));
const postgres = await startPostgres();
const database = postgres.absent ? { ownerUrl: "", appUrl: "" } : await postgres.fresh();
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const environment = {
  ...process.env,
  DATABASE_URL: database.ownerUrl,
  DATABASE_APP_URL: database.appUrl,
  STANCH_SECRET: fake("[A-Za-z0-9]{48}", 5),
  STANCH_DATA: folder,
  STANCH_SIGN_IN_LIMIT: "100",
  XDG_CONFIG_HOME: join(folder, "config"),
  NODE_COMPILE_CACHE: join(tmpdir(), "stanch-test-compiled"),
};

/** Starts it and gives what it says on standard error up to the line that `until` fits. Rejects when it ends before. */
async function started(args: readonly string[], until: RegExp): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ["--no-warnings", PROGRAM, ...args], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  child.stdout.resume();
  let said = "";
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`;
    if (until.test(line)) {
      child.stderr.resume();
      return { child, said };
    }
  }
  throw new Error(`it ended: ${said}`);
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], own: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ["--no-warnings", PROGRAM, ...args], {
    env: { ...environment, ...own },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const [code]: unknown[] = await once(child, "close");
  return { code: Number(code), stdout, stderr };
}

const post = async (url: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

describe.skipIf(postgres.absent)("stanch server", () => {
  it("is set up by its link, takes pushed findings, gives a log that proves itself, and stops when it is told", async () => {
    const { child, said } = await started(["server", "--port", "0"], /answers at/);
    const url = /answers at (\S+)/.exec(said)?.[1] ?? "";
    const link = /setup#(\S+)/.exec(said)?.[1] ?? "";
    const password = fake("[a-z]{20}", 8);
    const setup = await post(`${url}/api/v1/setup`, { link, name: "Ada", email: "ada@example.com", password });
    expect(setup.status).toBe(201);
    const { workspaceId } = (await setup.json()) as { workspaceId: string }; // the API's own answer
    const cookie = setup.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const made = await post(`${url}/api/v1/workspaces/${workspaceId}/tokens`, { name: "push", role: "manager" }, { cookie, origin: url });
    const { token } = (await made.json()) as { token: string };
    const client = { STANCH_SERVER: url, STANCH_TOKEN: token };

    const repository = join(folder, "shop");
    mkdirSync(repository);
    const secret = Buffer.from(fake("[0-9a-f]{30}", 9)).toString("base64");
    writeFileSync(join(repository, ".env"), `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", 4)}\nPLIVO_AUTH_TOKEN=${secret}\n`);
    writeFileSync(join(repository, "token.txt"), `${token}\n`);
    execFileSync("git", ["init", "-q", repository]);
    execFileSync("git", ["-C", repository, "config", "remote.origin.url", "git@github.com:acme/shop.git"]);
    const first = await run(["push", "--scan", repository], client);
    expect(first).toEqual({ code: 0, stderr: "", stdout: "2 new, 0 reopened, 0 known incidents; 2 new places\n" });
    const second = await run(["push", "--scan", repository], client);
    expect(second.stdout).toBe("0 new, 0 reopened, 2 known incidents; 0 new places\n");
    execFileSync("git", ["-C", repository, "add", "."]);
    execFileSync("git", ["-C", repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "first"]);
    const GITHUB_SHA = execFileSync("git", ["-C", repository, "rev-parse", "HEAD"], { encoding: "utf8" }).trim();
    const event = join(folder, "event.json");
    writeFileSync(
      event,
      JSON.stringify({ before: "0".repeat(40), after: GITHUB_SHA, ref: "refs/heads/main", repository: { default_branch: "main" } }),
    );
    const github = {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "push",
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: "refs/heads/main",
      GITHUB_SHA,
    };
    const job = await run(["ci", repository, "--no-reports", "--no-fetch", "--format", "json", "--server", url], { ...client, ...github });
    expect([job.code, job.stderr]).toEqual([1, expect.stringContaining("0 new, 0 reopened, 2 known incidents")]);
    const list = await fetch(`${url}/api/v1/workspaces/${workspaceId}/incidents`, { headers: { authorization: `Bearer ${token}` } });
    const text = await list.text();
    expect(text).toContain("github.com/acme/shop");
    expect(text).toContain("stanch-api-token"); // our own detector found our own token
    for (const value of [secret, token]) expect(text).not.toContain(value);

    const log = join(folder, "audit.jsonl");
    const exported = await run(["audit", "export"], client);
    writeFileSync(log, exported.stdout);
    const whole = await run(["audit", "verify", log]);
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/^whole: \d+ entries; head \d+:[0-9a-f]{64}\n$/) });
    const head = /head (\S+)/.exec(whole.stdout)?.[1] ?? "";
    const lines = readFileSync(log, "utf8").trimEnd().split("\n");
    writeFileSync(log, `${lines.slice(0, -1).join("\n")}\n`);
    expect((await run(["audit", "verify", log, "--head", head])).code).toBe(1); // its end was cut off
    appendFileSync(log, `${lines.at(-1)?.replace("audit.export", "audit.nothing")}\n`);
    expect(await run(["audit", "verify", log])).toMatchObject({ code: 1, stdout: expect.stringContaining("was changed") });

    const wrong = await run(["push", "--scan", repository], { ...client, STANCH_TOKEN: `${token.slice(0, -1)}x` });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("TOKEN_INVALID");
    child.kill("SIGTERM");
    const [code]: unknown[] = await once(child, "close");
    expect(code).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  }, 180_000);

  it("has workers that answer probes and nothing else", async () => {
    const { child, said } = await started(["worker", "--port", "0"], /health at/);
    const url = new URL(/health at (\S+)/.exec(said)?.[1] ?? "");
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(new URL("/ready", url))).status).toBe(200);
    expect((await fetch(new URL("/api/v1/me", url))).status).toBe(404);
    child.kill("SIGTERM");
    const [code]: unknown[] = await once(child, "close");
    expect(code).toBe(0);
  }, 120_000);
});

it.each([
  [["server", "--port", "99999"], "STANCH_PORT"],
  [["push"], "Name a JSON report"],
  [["audit", "verify", join(folder, "nothing.jsonl")], "nothing.jsonl"],
])("stanch %s says what is wrong", async (args, words) => {
  const { code, stderr } = await run(args, { STANCH_TOKEN: "x" });
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain("this is a bug");
});
