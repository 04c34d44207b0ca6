import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { expect, it, onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const token = (seed: number): string => fake("[A-Za-z0-9]{40}", seed);

interface Ran {
  readonly code: number | null;
  readonly out: Buffer;
  readonly told: string;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "stanch-store-"));
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
  return made;
}

function stanch(cwd: string, args: readonly string[], input: string | Uint8Array = ""): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd, input });
  return { code: status, out: stdout, told: stderr.toString() };
}

it("puts a value from standard input, and shows it only when it is asked to reveal", () => {
  const cwd = folder();
  const put = stanch(cwd, ["store", "put", "env:.env#TOKEN"], `${token(1)}\n`);
  expect(put.code).toBe(0);
  const got = stanch(cwd, ["store", "get", "env:.env#TOKEN"]);
  expect(got.out.toString()).toContain("40 bytes");
  expect(`${put.out.toString()}${put.told}${got.out.toString()}${got.told}`).not.toContain(token(1));
  expect(stanch(cwd, ["store", "get", "env:.env#TOKEN", "--reveal"]).out.toString()).toBe(token(1));
  expect(stanch(cwd, ["store", "list", "env:.env"]).out.toString()).toBe("env:.env#TOKEN\n");
});

it("keeps every byte of several lines, and of one line with --exact", () => {
  const cwd = folder();
  stanch(cwd, ["store", "put", "env:.env#LINES"], "one\ntwo\n");
  expect(stanch(cwd, ["store", "get", "env:.env#LINES", "--reveal"]).out.toString()).toBe("one\ntwo\n");
  stanch(cwd, ["store", "put", "env:.env#LINE", "--exact"], "one\n");
  expect(stanch(cwd, ["store", "get", "env:.env#LINE", "--reveal"]).out.toString()).toBe("one\n");
});

it("refuses to write over a value with --if-absent, and over a version that is no longer the one there", () => {
  const cwd = folder();
  stanch(cwd, ["store", "put", "env:.env#A"], token(2));
  const refused = stanch(cwd, ["store", "put", "env:.env#A", "--if-absent"], token(3));
  expect(refused.code).toBe(2);
  expect(refused.told).toMatch(/^stanch: There is a value already; nothing was changed/);
  expect(stanch(cwd, ["store", "put", "env:.env#A", "--if-version", "older"], token(3)).told).toMatch(/^stanch: Somebody else wrote there/);
  expect(readFileSync(join(cwd, ".env"), "utf8")).toBe(`A=${token(2)}\n`);
});

it.each([
  [["store", "get", "file:.env#A"], "names no kind of store"],
  [["store", "get", "env:.env"], "names no variable"],
  [["store", "get", "env:.env#A"], "no such value"],
  [["store", "put", "env:.env#A"], "There is no value"],
  [["store", "doctor", "nowhere"], "names no kind of store"],
  [["store", "manifest", "k8s:app/plivo", "--from", "token=env:.env#A"], "no manifest for this kind of store"],
])("says in one line what is wrong with %j", (args, sentence) => {
  const { code, told } = stanch(folder(), args);
  expect(code).toBe(2);
  expect(told).toMatch(/^stanch: .*\n$/);
  expect(told).toContain(sentence);
});

const PROGRAM = "process.stdout.write(process.env.TOKEN); process.exit(7)";

it("runs a program with the secret in its environment, ends with its code and leaves nothing on disk", () => {
  const cwd = folder();
  stanch(cwd, ["store", "put", "env:.env#A"], token(4));
  const before = readdirSync(cwd);
  const { code, out } = stanch(cwd, ["run", "--env", "TOKEN=env:.env#A", "--", process.execPath, "-e", PROGRAM]);
  expect({ code, out: out.toString() }).toEqual({ code: 7, out: token(4) });
  expect(readdirSync(cwd)).toEqual(before);
});

it("starts nothing when one of the secrets is missing", () => {
  const cwd = folder();
  stanch(cwd, ["store", "put", "env:.env#A"], token(5));
  const touch = `require("node:fs").writeFileSync("started", "")`;
  const variables = ["--env", "A=env:.env#A", "--env", "B=env:.env#B"];
  expect(stanch(cwd, ["run", ...variables, "--", process.execPath, "-e", touch]).code).toBe(2);
  expect(existsSync(join(cwd, "started"))).toBe(false);
});

it("ends with 127 for a program that is not there", () => {
  expect(stanch(folder(), ["run", "--", "no-such-program-of-ours"]).code).toBe(127);
});

it.skipIf(process.platform === "win32").each([
  ["SIGTERM", 'process.on("SIGTERM", () => process.exit(42))', 42],
  ["SIGINT", 'process.on("SIGINT", () => process.exit(43))', 43],
  ["SIGTERM", "0", 143],
] as const)("passes %s on to the program: %s", async (signal, handler, code) => {
  const cwd = folder();
  writeFileSync(join(cwd, "program.cjs"), `${handler}; setInterval(() => {}, 1000); process.stdout.write("up");`);
  const child = spawn(process.execPath, [MAIN, "run", "--", process.execPath, "program.cjs"], { cwd });
  await said(child);
  child.kill(signal);
  expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(code);
});

async function said(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => child.stdout.once("data", () => resolve()));
}
