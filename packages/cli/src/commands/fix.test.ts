import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { expect, it, onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const TOKEN = fake("[A-Za-z0-9]{40}", 401);
const ID = fake("MA[A-Z0-9]{18}", 402);

function project(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "stanch-fix-cli-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, "app.py"), text);
  return folder;
}

const LEAK = `plivo_auth_id = "${ID}"\nplivo_auth_token = "${TOKEN}"\n`;

function fix(cwd: string, args: readonly string[], env: Record<string, string> = {}): { code: number | null; out: string; told: string } {
  const ran = spawnSync(process.execPath, [MAIN, "fix", ...args], { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  expect(`${ran.stdout}${ran.stderr}`.includes(TOKEN)).toBe(false);
  return { code: ran.status, out: ran.stdout, told: ran.stderr };
}

it.each([
  [[], "No secret store is named"],
  [["--store", "nope:x"], "This names no kind of store"],
  [["no-such-folder", "--store", "env:.env"], "There is no such folder"],
  [["--store", "env:.env", "--finding", "ffff"], "No finding has this id here"],
  [["--store", "env:.env", "--read", "store"], "There is no code that reads this kind of store"],
  [["--revert", "none.json"], "The plan cannot be read"],
  [["--revert", "app.py"], "The plan is no JSON"],
  [["--apply", "--revert", "x"], "These options do not go together"],
])("%j says what is wrong, ends with 2 and writes nothing", (args, sentence) => {
  const folder = project(LEAK);
  const { code, out, told } = fix(folder, args);
  expect([code, out]).toEqual([2, ""]);
  expect(told).toContain(sentence);
  expect(readdirSync(folder)).toEqual(["app.py"]);
  expect(readFileSync(join(folder, "app.py"), "utf8") === LEAK).toBe(true);
});

it("leaves everything as it is when the store does not answer", () => {
  const folder = project(LEAK);
  const { code, told } = fix(folder, ["--store", "vault:secret/app", "--apply"], { VAULT_ADDR: "http://127.0.0.1:1", VAULT_TOKEN: "t" });
  expect(code).toBe(2);
  expect(told).toContain("The store does not answer");
  expect(readFileSync(join(folder, "app.py"), "utf8") === LEAK).toBe(true);
});

it("prints a program that reads the secret beside a place that it leaves, and ends with 1", () => {
  const folder = project(`plivo_auth_id = "${ID}"\nmatch plivo_auth_token:\n    case "${TOKEN}":\n        pass\n`);
  const { code, out } = fix(folder, ["--store", "vault:secret/app"], { VAULT_ADDR: "http://127.0.0.1:1", VAULT_TOKEN: "t" });
  expect([code, out]).toEqual([2, ""]); // names are looked for in the store first
  const local = fix(folder, ["--store", "env:.env"]);
  expect(local.code).toBe(1);
  expect(local.out).toContain("app.py:3  Plivo Auth Token: a pattern of match must be a literal");
  expect(local.out).toContain("    def read_secret() -> str:");
  expect(local.out).toContain("1 left to do by hand");
});

it("writes its plan as JSON that says no secret, and says when there is nothing to fix", () => {
  const folder = project(LEAK);
  const { code, out } = fix(folder, ["--store", "env:.env", "--format", "json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    format: "stanch-fix-1",
    secrets: [{ variable: "PLIVO_AUTH_TOKEN", uri: "env:.env#PLIVO_AUTH_TOKEN" }],
  });
  writeFileSync(join(folder, "app.py"), "x = 1\n");
  expect(fix(folder, ["--store", "env:.env"]).out).toContain("Nothing to fix");
});
