import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKER_DIGEST } from "@stanch/engine";
import { afterAll, expect, it } from "vitest";
import { verdictsIn } from "./verdicts.ts";

const world = mkdtempSync(join(tmpdir(), "stanch-verdicts-"));
afterAll(() => rmSync(world, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(world, `f${folders++}`);
const SLOW = "(a+)+$";
const FINE = "acme_[a-z]{20}";

const fileIn = (folder: string): string => join(folder, "expressions", `${CHECKER_DIGEST}.txt`);
const linesIn = (folder: string): string[] => readFileSync(fileIn(folder), "utf8").split("\n").filter(Boolean);

/** Checks one expression with the cache of a folder, as a scan does. */
async function scanWith(folder: string, source: string, strangers: readonly string[] = []): Promise<boolean> {
  const verdicts = verdictsIn({ folder, strangers });
  const { ok } = await verdicts.check(source);
  verdicts.save();
  return ok;
}

/** A cache that says of the slow expression that it may run: who believes it is caught by that. */
async function forged(): Promise<string> {
  const folder = newFolder();
  await scanWith(folder, FINE);
  const [key = ""] = linesIn(folder);
  const { createHash } = await import("node:crypto");
  expect(createHash("sha256").update(`/${FINE}`).digest("hex").startsWith(key)).toBe(true);
  writeFileSync(fileIn(folder), `${createHash("sha256").update(`/${SLOW}`).digest("hex").slice(0, 32)}\n`, { mode: 0o600 });
  return folder;
}

it("keeps that an expression may run, and not that it may not", async () => {
  const folder = newFolder();
  expect([await scanWith(folder, FINE), await scanWith(folder, SLOW)]).toEqual([true, false]);
  expect(linesIn(folder)).toHaveLength(1);
  expect(await scanWith(folder, "other_[a-z]{20}")).toBe(true);
  expect(linesIn(folder)).toHaveLength(2);
});

it("does not ask again for what is kept", async () => {
  expect(await scanWith(await forged(), SLOW)).toBe(true);
});

it("keeps flags apart", async () => {
  const folder = newFolder();
  const verdicts = verdictsIn({ folder, strangers: [] });
  await verdicts.check(FINE, "");
  await verdicts.check(FINE, "i");
  verdicts.save();
  expect(linesIn(folder)).toHaveLength(2);
});

it("believes no cache inside of the scanned tree, and writes none there", async () => {
  const folder = await forged();
  expect(await scanWith(folder, SLOW, [world])).toBe(false);
  const before = linesIn(folder);
  await scanWith(folder, FINE, [world]);
  expect(linesIn(folder)).toEqual(before);
});

it.skipIf(process.platform === "win32")("believes no cache that others can write", async () => {
  const open = await forged();
  chmodSync(join(open, "expressions"), 0o777);
  expect(await scanWith(open, SLOW)).toBe(false);
  const file = await forged();
  chmodSync(fileIn(file), 0o666);
  expect(await scanWith(file, SLOW)).toBe(false);
});

it("takes a broken cache for none and writes it again", async () => {
  const folder = newFolder();
  await scanWith(folder, FINE);
  const [key = ""] = linesIn(folder);
  for (const broken of ["", "\0\xff\n\n", `${key.slice(0, 20)}`, `${key}${key}\n`, "x".repeat(100_000)]) {
    writeFileSync(fileIn(folder), broken, { mode: 0o600 });
    expect(await scanWith(folder, SLOW)).toBe(false);
    expect(await scanWith(folder, FINE)).toBe(true);
    expect(linesIn(folder)).toEqual([key]);
  }
  rmSync(fileIn(folder));
  mkdirSync(fileIn(folder));
  expect([await scanWith(folder, FINE), await scanWith(folder, SLOW)]).toEqual([true, false]);
});

it("scans on where nothing can be kept", async () => {
  const file = newFolder();
  writeFileSync(file, "a file, no folder");
  expect([await scanWith(file, FINE), await scanWith(file, SLOW)]).toEqual([true, false]);
  const none = verdictsIn({ folder: undefined, strangers: [] });
  expect((await none.check(FINE)).ok).toBe(true);
  none.save();
});

it("drops what an older checker found, and leaves nothing half written", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "expressions"), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "expressions", "0123456789abcdef.txt"), "old\n");
  await scanWith(folder, FINE);
  expect(readdirSync(join(folder, "expressions"))).toEqual([`${CHECKER_DIGEST}.txt`]);
  if (process.platform !== "win32") expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
});
