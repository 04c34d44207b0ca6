import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Judgement } from "@stanch/misuse";
import { fake } from "@stanch/model";
import { afterAll, expect, it, onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
/** Each process loads the program from its sources: less with what another compiled before. */
const CACHE = fileURLToPath(new URL("../../../../node_modules/.cache/stanch-tests", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stanch-misuse-cli-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, "misuse", ...args],
      { env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: CACHE, ...env }, maxBuffer: 1 << 26 },
      (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
      },
    );
  });
}

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 5);
const LEAK = "2026-02-14T00:00:00Z";

/** An access log of 50 days; `thief`: an address that comes after the leak. */
function accessLog(name: string, thief?: string): string {
  const lines: string[] = [];
  const line = (time: number, address: string): void => {
    const text = new Date(time).toUTCString(); // Mon, 05 Jan 2026 08:00:00 GMT
    const [, day, month, year, clock] = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\S{8})/.exec(text) ?? [];
    lines.push(
      `${address} - - [${day}/${month}/${year}:${clock} +0000] "GET /v1/items/${lines.length}?key=x HTTP/1.1" 200 10 "-" "acme/1.0"`,
    );
  };
  for (let hour = 0; hour < 50 * 24; hour++)
    if (hour % 24 >= 8 && hour % 24 < 18) for (let i = 0; i < 5; i++) line(BEGIN + hour * HOUR + i * 60_000, "198.51.100.7");
  if (thief !== undefined) for (let i = 0; i < 20; i++) line(Date.parse(LEAK) + 34 * HOUR + i * 60_000, thief);
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

it("ends with 0 and says what it does not know when there is no sign", async () => {
  const { code, out, err } = await run([accessLog("clean.log"), "--leaked-at", LEAK, "--allow", "198.51.100.0/24"]);
  expect(err).toBe("");
  expect(out).toContain("NO SIGN IN THE RECORDS READ");
  expect(out).toContain("Not known");
  expect(out).toContain("^ leak");
  expect(code).toBe(0);
});

it("ends with 1 and shows the thief's records; the same as JSON and Markdown", async () => {
  const path = accessLog("thief.log", "203.0.113.9");
  const [text, json, markdown] = await Promise.all(
    ["text", "json", "markdown"].map((format) => run([path, "--leaked-at", LEAK, "--format", format])),
  );
  expect(text?.code).toBe(1);
  expect(text?.out).toMatch(/STRONG {3}new-network.*\n.*203\.0\.113\.0\/24/);
  const judged = Judgement.parse(JSON.parse(json?.out ?? ""));
  expect(judged.verdict).not.toBe("no sign in the records read");
  expect(judged.signals.find(({ kind }) => kind === "new-network")?.records.samples[0]).toMatchObject({
    address: "203.0.113.9",
    action: "GET /v1/items/*",
  });
  expect(markdown?.out).toContain("| strong | new-network |");
  for (const { out } of [text, json, markdown].filter((ran) => ran !== undefined)) expect(out).not.toContain("key=x");
});

it("asks Plivo only when told to, says before what it asks, and keeps what it read", async () => {
  const token = fake("[A-Za-z0-9]{40}", 1);
  const authId = fake("MA[A-Z0-9]{18}", 2);
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? "");
    const isCalls = request.url?.includes("/Call/?end_time") === true;
    const objects = isCalls
      ? [
          {
            call_uuid: "c1",
            call_direction: "outbound",
            initiation_time: `${new Date(Date.now() - HOUR).toISOString().slice(0, 19).replace("T", " ")}+00:00`,
            to_number: "+4930123456",
            source_ip: "203.0.113.9",
            total_amount: "0.01",
          },
        ]
      : [];
    response.setHeader("content-type", "application/json").end(
      JSON.stringify({
        api_id: "a",
        cash_credits: "5",
        calls: [],
        objects: seen.filter((url) => url.includes("/Call/?end_time")).length > 1 ? [] : objects,
        meta: { total_count: 1, next: null },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server that listens has such an address
  const save = join(folder, "records.jsonl");
  const from = new Date(Date.now() - 6 * 24 * HOUR).toISOString();
  const env = { STANCH_PLIVO_URL: url, PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: token };
  const { out, err, code } = await run(["--ask", "plivo", "--from", from, "--save", save, "--format", "json"], env);
  expect(code).toBe(0);
  expect(err).toContain(`stanch: asking Plivo at ${url}, reading only, with PLIVO_AUTH_TOKEN:`);
  const judged = Judgement.parse(JSON.parse(out));
  expect(judged.read.sources).toEqual({ plivo: 1 });
  expect(judged.currency).toBe("USD");
  expect(judged.facts.map(({ what }) => what)).toContain("no live calls");
  expect(judged.missing.map(({ what }) => what).join()).toContain("Plivo keeps no log of API requests");
  expect(readFileSync(save, "utf8")).toContain('"reference":"c1"');
  if (process.platform !== "win32") expect(statSync(save).mode & 0o777).toBe(0o600);
  for (const text of [out, err, readFileSync(save, "utf8")]) expect(text).not.toContain(token);
  // What was saved is read again without a mapping.
  const again = await run([save, "--format", "json"]);
  expect(Judgement.parse(JSON.parse(again.out)).read.records).toBe(1);
});

it.each([
  [[], /Nothing to read .*--ask/],
  [["--ask", "nobody"], /No such issuer .*plivo/],
  [["--ask", "plivo"], /PLIVO_AUTH_ID/],
  [["absent.log"], /There is no such file/],
  [["absent.log", "--leaked-at", "yesterday"], /No time .*2026-03-01T12:00:00Z/],
  [["absent.log", "--allow", "nowhere"], /No address, CIDR block/],
])("ends with 2 and says what to do: %j", async (args, message) => {
  const { code, err } = await run(args, { PLIVO_AUTH_ID: "", PLIVO_AUTH_TOKEN: "" });
  expect(err).toMatch(message);
  expect(code).toBe(2);
});

it("lists what it knows of each issuer", async () => {
  const { out } = await run(["--list"]);
  for (const name of ["Plivo", "AWS", "GitHub", "Stripe", "OpenAI", "Vault or OpenBao", "PostgreSQL"])
    expect(out).toContain(`${name}  (--ask `);
});
