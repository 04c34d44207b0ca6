import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { PackIndex } from "./pack-index.ts";

const scratch = mkdtempSync(join(tmpdir(), "stanch-idx-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function packed(format: "sha1" | "sha256", indexVersion: string, objects: number): { idx: Buffer; shown: string[] } {
  const dir = mkdtempSync(join(scratch, "repo-"));
  const git = (args: string[], input?: string): string =>
    execFileSync("git", ["-C", dir, ...args], { encoding: "utf8", ...(input === undefined ? {} : { input }) });
  git(["init", "-q", `--object-format=${format}`]);
  for (let i = 0; i < objects; i++) writeFileSync(join(dir, `${i}.txt`), `text ${i}\n`);
  git(["add", "."]);
  const oids = git(["ls-files", "-s"])
    .split("\n")
    .flatMap((line) => line.split(" ")[1] ?? []);
  git(["pack-objects", "-q", `--index-version=${indexVersion}`, join(dir, "out")], oids.join("\n"));
  const name = readdirSync(dir).find((file) => file.endsWith(".idx")) ?? "";
  const idx = readFileSync(join(dir, name));
  // show-index prints "offset oid (crc)" in the order of the index.
  const shown = execFileSync("git", ["show-index", `--object-format=${format}`], { input: idx, encoding: "utf8" })
    .trim()
    .split("\n");
  return { idx, shown: shown.map((line) => line.split(" ").slice(0, 2).join(" ")) };
}

describe.each([
  ["sha1", "1"],
  ["sha1", "2"],
  ["sha1", "2,64"], // every offset above 64 goes to the table of large offsets
  ["sha256", "2"],
] as const)("an index of a %s pack, version %s", (format, version) => {
  const oidLength = format === "sha1" ? 20 : 32;

  it("lists the same ids and offsets as git show-index, and finds each", () => {
    const { idx, shown } = packed(format, version, 300);
    const index = new PackIndex(idx, oidLength, "test.idx");
    expect(index.count).toBe(300);
    const listed = Array.from({ length: index.count }, (_, i) => `${index.offsetAt(i)} ${Buffer.from(index.oidAt(i)).toString("hex")}`);
    expect(listed).toEqual(shown);
    for (let i = 0; i < index.count; i++) expect(index.find(index.oidAt(i))).toBe(i);
    expect(index.find(new Uint8Array(oidLength))).toBe(-1);
    expect(index.find(new Uint8Array(oidLength).fill(255))).toBe(-1);
    expect(index.find(new Uint8Array(3))).toBe(-1);
  });

  it("gives the pack order", () => {
    const { idx } = packed(format, version, 40);
    const index = new PackIndex(idx, oidLength, "test.idx");
    const offsets = Array.from(index.inPackOrder(), (i) => index.offsetAt(i));
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    expect(new Set(offsets).size).toBe(40);
  });
});

/** Runs everything a reader offers; only an AppError may come out. */
function exercise(bytes: Uint8Array, oidLength: number): void {
  try {
    const index = new PackIndex(bytes, oidLength, "fuzz.idx");
    for (let i = 0; i < Math.min(index.count, 50); i++) {
      index.find(index.oidAt(i));
      index.offsetAt(i);
    }
    index.inPackOrder();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

describe("a hostile index", () => {
  const sound = packed("sha1", "2,64", 30).idx;

  it("is refused or read, whatever its bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), fc.constantFrom(20, 32), exercise), { numRuns: 300 });
  });

  it("is refused or read when a sound one was damaged or cut", () => {
    const damage = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(damage, fc.nat(sound.length), (changes, length) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        exercise(bytes.subarray(0, length), 20);
        exercise(bytes, 20);
      }),
      { numRuns: 500 },
    );
  });

  it("cannot make room for a count its length does not hold", () => {
    const bytes = Buffer.from(sound);
    bytes.writeUInt32BE(0xffffffff, 8 + 255 * 4);
    expect(() => new PackIndex(bytes, 20, "big.idx")).toThrow(/more objects than it holds \(big\.idx\)/);
  });

  it("cannot point past its table of large offsets", () => {
    const bytes = Buffer.from(sound);
    bytes.writeUInt32BE(0xfffffff0, 8 + 1024 + 30 * 24);
    expect(() => new PackIndex(bytes, 20, "far.idx").offsetAt(0)).toThrow(/large offsets/);
  });
});
