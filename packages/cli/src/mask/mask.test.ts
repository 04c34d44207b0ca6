import { spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { detectors } from "@stanch/detectors";
import { type Detector, fake } from "@stanch/model";
import { TextScanner } from "@stanch/scan/text";
import fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { maskCommand } from "../commands/mask.ts";
import { formsOf } from "./forms.ts";
import { Known } from "./known.ts";
import { MaskStream } from "./mask-stream.ts";
import { Replacer } from "./replacer.ts";

// What one start compiled, the next need not: all detectors are loaded from their sources.
const START = {
  PATH: process.env["PATH"] ?? "",
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../../../../node_modules/.cache/stanch-tests", import.meta.url)),
};
const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const token = (seed: number): string => fake("[A-Za-z0-9]{40}", seed);
const github = (seed: number): string => fake("ghp_[A-Za-z0-9]{36}", seed);

interface Ran {
  readonly code: number | null;
  readonly out: Buffer;
  readonly told: string;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "stanch-mask-"));
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
  return made;
}

/** Masks the output of a program of Node. */
function masked(
  program: string,
  { args = [], env = {}, cwd = tmpdir() }: { args?: string[]; env?: Record<string, string>; cwd?: string } = {},
): Ran {
  const own = { ...START, HOME: "/nonexistent", ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "mask", ...args, "--", process.execPath, "-e", program], {
    cwd,
    env: own,
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, told: stderr.toString() };
}

it("masks what stores and variables hold, in both outputs and in every form", () => {
  const env = { DB_PASSWORD: `p4/${token(1)}&"`, APP_URL: `postgres://app:${token(2)}@db.test/x`, GREETING: "hello world" };
  const cwd = folder();
  writeFileSync(join(cwd, ".env"), `A=${token(6)}\n`);
  const { code, out, told } = masked(
    `console.log(process.env.VALUE.length, process.env.VALUE);
     const { DB_PASSWORD: p, APP_URL, GREETING } = process.env;
     console.log(p, GREETING); console.error("sent", encodeURIComponent(p), APP_URL);
     for (const before of ["", "a", "ab"]) console.log(Buffer.from(before + p + "tail").toString("base64"));
     console.log(JSON.stringify({ p }), Buffer.from(p).toString("base64url"), Buffer.from(p).toString("hex"));
     process.exit(7);`,
    { env, cwd, args: ["--env", "VALUE=env:.env#A"] },
  );
  expect(code).toBe(7);
  const all = `${out.toString()}${told}`;
  for (const value of [env.DB_PASSWORD, token(1), token(2)]) {
    expect(all.includes(value)).toBe(false);
    expect(formsOf(Buffer.from(value)).filter((form) => all.includes(form.toString()))).toEqual([]);
  }
  expect(out.toString()).toMatch(/^40 \*\*\*\n\*\*\* hello world\n/);
  expect(told).toBe("sent *** postgres://app:***@db.test/x\n");
  expect(out.toString().split("\n")[5]).toBe('{"p":"***"} *** ***');
});

/** What comes out of a stream of masks for these pieces, in this program. */
async function streamed(pieces: Iterable<Uint8Array | string>, values: readonly string[] = []): Promise<Buffer> {
  const known = new Known();
  known.add(values.map((value) => Buffer.from(value)));
  const stream = new MaskStream(known, { scanner, minConfidence: 0.5 });
  const out: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => out.push(chunk));
  const ended = finished(stream);
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await ended;
  return Buffer.concat(out);
}

const sample: Detector = {
  id: "sample",
  title: "Sample token",
  provider: "sample",
  category: "generic",
  severity: "high",
  opens: "nothing",
  prefixes: ["ghp_"],
  pattern: /\bghp_[A-Za-z0-9]{36}\b/,
  examples: [],
  counterExamples: [],
  references: [],
};
const scanner = new TextScanner([...detectors.filter(({ id }) => id.startsWith("private-key")), sample]);

it("masks what detectors find, also where it stands later in another form", async () => {
  const later = Buffer.from(`x${github(1)}y`).toString("base64");
  const out = (
    await streamed([`token: ${github(1)}\nlater `, `${later}\n`, `half ${github(2).slice(0, 20)}`, `${github(2).slice(20)} end\n`])
  ).toString();
  expect(out).toMatch(/^token: \*\*\*\nlater .{1,4}\*\*\*.{1,4}\nhalf \*\*\* end\n$/);
});

it.each(["pkcs1", "pkcs8"] as const)("masks a private key (%s) line by line, and goes on behind it", async (type) => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type, format: "pem" },
  });
  const lines = privateKey.split("\n").filter((line) => line !== "" && !line.startsWith("-"));
  const text = `start\n${privateKey}the end of it, and all of this\n`;
  for (const pieces of [[text], text.split(/(?<=\n)/), text.split(/(?<=\n)/).map((line) => `2024-01-01 12:00:00 ${line}`)]) {
    const out = (await streamed(pieces)).toString();
    expect(lines.filter((line) => out.includes(line)).length).toBe(0);
    expect(out).toMatch(/start\n/);
    expect(out).toMatch(/the end of it, and all of this\n$/);
  }
});

it("masks a known value that comes byte by byte", async () => {
  expect((await streamed(Array.from(`<${token(4)}>\n`), [token(4)])).toString()).toBe("<***>\n");
});

it("leaves bytes that are no text as they are, but for known values, which keep their length", async () => {
  const bytes = Buffer.concat([Buffer.from([0]), randomBytes(200_000), Buffer.from([0])]);
  const pieces = Array.from({ length: 20 }, (_, at) => bytes.subarray(at * 10_001, (at + 1) * 10_001));
  expect((await streamed(pieces, [token(5)])).equals(bytes)).toBe(true);
  expect((await streamed([`\0\0${token(5)}\0\0`], [token(5)])).toString()).toBe(`\0\0${"*".repeat(40)}\0\0`);
});

it("gives a line as soon as it ends, and a prompt that does not end soon; passes signals on, and ends as the program did", async () => {
  const program = `process.stdout.write("first\\n"); process.on("SIGTERM", () => { console.log("stopping"); process.exit(9); });
    process.stdin.on("data", () => process.stdout.write("Name: "));`;
  const child = spawn(process.execPath, [MAIN, "mask", "--secret-env", "A_TOKEN", "--", process.execPath, "-e", program], {
    env: { ...START, A_TOKEN: token(3) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const next = async (): Promise<string> =>
    new Promise((resolve) => child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString())));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  expect(await next()).toBe("first\n");
  child.stdin.write("go\n");
  expect(await next()).toBe("Name: ");
  child.kill("SIGTERM");
  expect(await next()).toBe("stopping\n");
  expect(await ended).toBe(9);
});

it("says what is wrong before it starts anything", async () => {
  const context = { version: "0", workerEntry: new URL(import.meta.url) };
  await expect(maskCommand(["true"], { secretEnv: ["NONE_OF_THAT"] }, context)).rejects.toThrow(/No such variable \(NONE_OF_THAT\)/);
  vi.stubEnv("A_SHORT_ONE", "abc");
  await expect(maskCommand(["true"], { secretEnv: ["A_SHORT_ONE"] }, context)).rejects.toThrow(/fewer than 4 characters/);
  const { status, stderr } = spawnSync(process.execPath, [MAIN, "mask", "--", "/nonexistent/program"], { env: START });
  expect(stderr.toString()).toMatch(/Cannot start the program: ENOENT/);
  expect(status).toBe(127);
});

/** What is masked, by looking for every value at every place. */
function slowly(text: string, values: readonly string[]): string {
  const isMasked = Array.from(text, () => false);
  for (const value of values)
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) isMasked.fill(true, at, at + value.length);
  return Array.from(text, (char, at) => (!isMasked[at] ? char : isMasked[at - 1] ? "" : "***")).join("");
}

it("masks what a slow search finds, whatever pieces the output comes in, and holds back no more than a value", () => {
  const letters = fc.constantFrom("a", "b", "c");
  const values = fc.array(fc.string({ unit: letters, minLength: 4, maxLength: 7 }), { minLength: 1, maxLength: 4 });
  const pieces = fc.array(fc.string({ unit: letters, maxLength: 12 }), { maxLength: 8 });
  fc.assert(
    fc.property(values, pieces, (list, chunks) => {
      const known = new Known();
      known.add(list.map((value) => Buffer.from(value)));
      const forms = list.flatMap((value) => formsOf(Buffer.from(value)).map((form) => form.toString()));
      const replacer = new Replacer(known);
      const given = chunks.map((chunk) => replacer.push(Buffer.from(chunk)).toString());
      expect(given.join("") + replacer.end().toString()).toBe(slowly(chunks.join(""), forms));
    }),
  );
});
