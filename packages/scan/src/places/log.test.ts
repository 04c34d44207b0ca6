import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { detectors } from "@stanch/detectors";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Told, scanned, scratch, token } from "../../test/world.ts";
import { LogCleaner } from "./log/clean.ts";

const world = scratch();
let count = 0;

async function read(text: string | Uint8Array, options: Parameters<typeof scanned>[1] = {}): Promise<Told["occurrences"]> {
  const file = join(world, `build-${++count}.log`);
  writeFileSync(file, text);
  return (await scanned([`log:${file}`], options)).occurrences;
}

const halves = (secret: string, at = 12): [string, string] => [secret.slice(0, at), secret.slice(at)];
const TIME = "2024-01-02T03:04:05.1234567Z ";

it.each([
  ["a colour", "\x1b[31m"],
  ["a colour of 24 bits", "\x1b[38;2;1;2;3m"],
  ["a colour that was quoted in JSON", "\\u001b[0m"],
  ["a colour as the shell writes it", "\\033[1;31m"],
  ["a title", "\x1b]0;title\x07"],
  ["the time as Buildkite writes it", "\x1b_bk;t=1700000000000\x07"],
  ["a space of no width", "\u200b"],
  ["an overstruck letter", "x\b"],
])("finds a secret that is split by %s, at its place in the line that shows", async (_, between) => {
  const [head, tail] = halves(token(1));
  expect(await read(`one\n${TIME}key: ${head}${between}${tail} end\n`)).toMatchObject({
    [token(1)]: [{ line: 2, column: TIME.length + 6, endColumn: TIME.length + 6 + token(1).length }],
  });
});

it.each([
  ["GitHub", TIME],
  ["gh run view", `build\tTest it\t${TIME}`],
  ["GitLab", "2024-01-02T03:04:05.123456Z 00O "],
  ["Jenkins", "[2024-01-02T03:04:05.123Z] "],
  ["TeamCity", "[03:04:05]W:\t [Step 1/2] "],
  ["BuildKit", "#12 0.345 "],
  ["Compose", "web-1  | "],
  ["Drone", "[test:L12:3s] "],
])("finds a private key whose lines %s has marked", async (_, mark) => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 1024,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const text = `start\n${privateKey.trimEnd()}\nend`
    .split("\n")
    .map((line) => `${mark}${line}\n`)
    .join("");
  const found = await read(text, { detectors: detectors.filter(({ id }) => id === "private-key-rsa"), customDetectors: [] });
  const [secret] = Object.keys(found);
  // The whole of it, and not what a part of its lines may look like.
  expect(secret?.replaceAll(/\s/g, "").includes(privateKey.split("\n").slice(1, -2).join(""))).toBe(true);
  expect(Object.values(found)).toMatchObject([[{ line: 2 }]]);
});

it("joins a line that was broken at the width of a terminal, and tells the row it begins in", async () => {
  const [head, tail] = halves(token(2), 10);
  const row = `${"x".repeat(74)} key=${head}`.slice(-80);
  expect(row).toHaveLength(80);
  expect(await read(`one\n${TIME}${row}\n${TIME}${tail} two\n`)).toMatchObject({
    [token(2)]: [{ line: 2, column: TIME.length + 71, endLine: 3, endColumn: TIME.length + tail.length + 1 }],
  });
});

it("joins what GitLab says goes on in the next line", async () => {
  const [head, tail] = halves(token(3));
  const time = "2024-01-02T03:04:05.123456Z 01O";
  expect(await read(`${time} a ${head}\n${time}+${tail}\n`)).toMatchObject({ [token(3)]: [{ line: 1, endLine: 2 }] });
});

it("reads commands to the system with their escapes undone, and what links lead to", async () => {
  const [head, tail] = halves(token(5));
  const found = await read(
    [
      `##teamcity[setParameter name='a' value='|'${token(4)}|'']`,
      `##teamcity[message text='|0x0031|n${head}|0x${tail.charCodeAt(0).toString(16).padStart(4, "0")}${tail.slice(1)}']`,
      `::error title=x::first%0A${token(6)}%0D`,
      `##vso[task.setvariable variable=x]${token(7)}`,
      `\x1b]8;;https://host.test/?t=${token(8)}\x07here\x1b]8;;\x07`,
      `::group::Run with ${token(9)}`,
    ].join("\n"),
  );
  expect(Object.fromEntries(Object.entries(found).map(([secret, places]) => [secret, places.map(({ line }) => line)]))).toEqual(
    Object.fromEntries([4, 5, 6, 7, 8, 9].map((n, index) => [token(n), [index + 1]])),
  );
});

it("does not report what the system has masked", async () => {
  const some = detectors.filter(({ id }) => id === "basic-auth-url" || id === "generic-assigned-secret");
  const masked = await read("curl https://admin:***@host.test/x\nAPI_TOKEN=*****\npassword: [MASKED]\n", {
    detectors: some,
    customDetectors: [],
  });
  expect(masked).toEqual({});
});

it("reads logs in gzip, and text in UTF-16", async () => {
  const text = `one\n${TIME}\x1b[1m${token(10)}\n`;
  expect(await read(gzipSync(text))).toMatchObject({ [token(10)]: [{ line: 2, column: TIME.length + 1 }] });
  expect(await read(Buffer.from(`\ufeff${text}`, "utf16le"))).toMatchObject({ [token(10)]: [{ line: 2, column: TIME.length + 1 }] });
});

it("says what is wrong with a log that is not there", async () => {
  await expect(scanned([`log:${join(world, "none.log")}`])).rejects.toThrow(/Cannot read the log: ENOENT/);
  await expect(scanned([`log:${world}`])).rejects.toThrow(/this is a folder/);
});

it("cleans the same whatever pieces the log comes in", () => {
  const line = fc.array(fc.constantFrom("key", "\x1b[31m", TIME, "::group::a", "\x1b]8;;u\x07", "é", "x\b", "\\e[0m", "|", "%0A"), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.nat(400), (lines, cut) => {
      const text = Buffer.from(lines.map((parts) => parts.join("")).join("\n")).toString("latin1");
      const clean = (pieces: readonly string[]): unknown => {
        const extras: unknown[] = [];
        const cleaner = new LogCleaner((extra) => extras.push(extra));
        return [pieces.map((piece) => cleaner.push(piece)).join("") + cleaner.end(), extras];
      };
      expect(clean([text.slice(0, cut), text.slice(cut)])).toEqual(clean([text]));
    }),
  );
});
