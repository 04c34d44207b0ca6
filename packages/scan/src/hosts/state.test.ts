import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sample, scratch, token } from "../../test/world.ts";
import type { LocatedMatch } from "../locate.ts";
import { takeLock } from "./lock.ts";
import { timeLeft } from "./progress.ts";
import { Seal } from "./seal.ts";
import { type Gained, HostState } from "./state.ts";

const folder = scratch();
const HEAD = { target: "github:acme", host: "https://github.com", detectors: "1" };
const KEY = Buffer.from("a key for these tests");
const NOTHING = { files: 0, blobs: 0, bytes: 0, commits: 0, refs: 0, duplicates: 0 };

const match: LocatedMatch = {
  detector: 0,
  rule: 0,
  start: 0,
  end: 1,
  secret: token(1),
  confidence: 1,
  evidence: [sample.id],
  doubts: [],
  companions: {},
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  excerpt: `key = ${token(1)}`,
  excerptLine: 1,
};
const gained = (number: number): Gained => ({
  unit: `acme/${number}`,
  hits: [[{ path: `${number}` }, match]],
  skips: [["too-large", "x", 1]],
  read: { ...NOTHING, files: number },
});

it("gives back what was put, whatever byte a kill cut it at, and then goes on", () => {
  const file = join(folder, "cut.jsonl");
  const written = HostState.open(file, HEAD, KEY);
  for (let number = 1; number <= 5; number++) written.put(`k${number}`, number, gained(number));
  written.close();
  const bytes = readFileSync(file);
  const firstLine = bytes.indexOf(10) + 1;
  expect(bytes.includes(token(1))).toBe(false);
  fc.assert(
    fc.property(fc.integer({ min: firstLine, max: bytes.length }), (end) => {
      writeFileSync(file, bytes.subarray(0, end));
      const state = HostState.open(file, HEAD, KEY);
      const whole = bytes.subarray(firstLine, end).toString().split("\n").length - 1;
      expect(state.gained).toEqual(Array.from({ length: whole }, (_, at) => gained(at + 1)));
      expect(state.get(`k${whole}`)).toBe(whole === 0 ? undefined : whole);
      state.put("more", 9, gained(9));
      state.close();
      const again = HostState.open(file, HEAD, KEY);
      expect(again.gained).toHaveLength(whole + 1);
      again.close();
    }),
    { numRuns: 60 },
  );
});

it("begins anew for another host, other detectors, another key, and without a key once something was found", () => {
  for (const [name, head, key] of [
    ["host", { ...HEAD, host: "https://else" }, KEY],
    ["detectors", { ...HEAD, detectors: "2" }, KEY],
    ["key", HEAD, Buffer.from("another key")],
    ["none", HEAD, undefined],
  ] as const) {
    const file = join(folder, `${name}.jsonl`);
    const written = HostState.open(file, HEAD, KEY);
    written.put("k", 1, gained(1));
    written.close();
    const state = HostState.open(file, head, key);
    expect([name, state.get("k"), state.gained]).toEqual([name, undefined, []]);
    state.close();
  }
});

it("keeps where it was and nothing that was found, once a run is told", () => {
  const file = join(folder, "told.jsonl");
  const written = HostState.open(file, HEAD, KEY);
  written.put("k", { since: "x" }, gained(1));
  written.finish();
  const state = HostState.open(file, HEAD, undefined);
  expect(state.get("k")).toEqual({ since: "x" });
  expect(state.gained).toEqual([]);
  state.close();
});

it("lets one process at a time, and takes over from one that was killed", () => {
  const file = join(folder, "one.lock");
  writeFileSync(file, String(process.ppid));
  expect(takeLock(file)).toBeUndefined();
  expect(() => HostState.open(file.replace(/\.lock$/, ""), HEAD, KEY)).toThrow(/Another run reads this host/);
  writeFileSync(file, "999999999");
  takeLock(file)?.();
  const unlock = takeLock(file);
  expect(unlock).toBeDefined();
  unlock?.();
  rmSync(file, { force: true });
});

it("seals so that only the same key opens, and a change is seen", () => {
  const seal = new Seal(KEY);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, at) => {
      const sealed = seal.close(text);
      expect(seal.open(sealed)).toBe(text);
      expect(new Seal(Buffer.from("another")).open(sealed)).toBeUndefined();
      const bytes = Buffer.from(sealed, "base64");
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      expect(seal.open(bytes.toString("base64"))).toBeUndefined();
    }),
  );
});

it.each([
  [10_000, 1, 10, "2 min"],
  [10_000, 5, 10, "10 s"],
  [3_600_000, 1, 3, "2 h 0 min"],
  [100, 1, 3, undefined],
  [10_000, 0, 3, undefined],
  [10_000, 3, 3, undefined],
])("after %i ms and %i of %i says that %s are left", (spent, done, total, expected) => {
  expect(timeLeft(spent, done, total)).toBe(expected);
});
