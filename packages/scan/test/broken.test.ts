import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Told, commit, git, scanned, scratch, token } from "./world.ts";

const dir = scratch();
const whole = join(dir, "whole");
const loose = join(dir, "loose");
const FILES = 24;
const OIDS: string[] = [];

// One secret a file, in five commits; big enough for deltas, and enough bytes for damage to hit something.
beforeAll(() => {
  mkdirSync(loose);
  git(loose, ["init", "-q", "-b", "main"]);
  for (let n = 0; n < 5; n++) {
    commit(loose, Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`f${i}`, textOf(i, n)])), { message: `commit ${n}` });
  }
  for (let i = 0; i < FILES; i++) OIDS.push(git(loose, ["rev-parse", `HEAD:f${i}`]));
  cpSync(loose, whole, { recursive: true });
  git(whole, ["gc", "-q", "--aggressive"]);
  // No work tree: what is found comes from objects.
  for (const repo of [loose, whole]) for (let i = 0; i < FILES; i++) rmSync(join(repo, `f${i}`));
});

const textOf = (i: number, n: number): string =>
  `${Array.from({ length: 60 }, (_, k) => `line ${k} of ${i} ${Math.imul(i * 61 + k, 2654435761) >>> 0}`).join("\n")}\nversion ${n}\n${token(i)}\n`;

let count = 0;
function copyOf(repo: string): string {
  const copy = join(dir, `copy-${++count}`);
  cpSync(repo, copy, { recursive: true });
  return copy;
}

function packOf(repo: string, extension: string): string {
  const folder = join(repo, ".git/objects/pack");
  const name = readdirSync(folder).find((one) => one.endsWith(extension)) ?? "";
  chmodSync(join(folder, name), 0o644);
  return join(folder, name);
}

function objectPath(repo: string, oid: string): string {
  const path = join(repo, ".git/objects", oid.slice(0, 2), oid.slice(2));
  chmodSync(path, 0o644);
  return path;
}

const history = async (repo: string): Promise<Told> => scanned([repo], { history: {} });
const numberFound = ({ found }: Told): number => Object.keys(found).length;

it("finds everything in the undamaged repositories", async () => {
  for (const repo of [loose, whole]) {
    const result = await history(repo);
    expect(numberFound(result)).toBe(FILES);
    expect(result.skipped).toEqual({});
  }
});

describe("a pack", () => {
  it("that was cut short is read as far as it goes", async () => {
    const repo = copyOf(whole);
    const pack = packOf(repo, ".pack");
    truncateSync(pack, Math.floor(readFileSync(pack).length * 0.4));
    const result = await history(repo);
    expect(result.skipped["broken-object"]?.length).toBeGreaterThan(0);
    expect(numberFound(result)).toBeGreaterThan(FILES / 4);
    expect(numberFound(result)).toBeLessThan(FILES);
  });

  it("with damage in one object loses that one and what is built on it", async () => {
    const repo = copyOf(whole);
    const pack = packOf(repo, ".pack");
    const bytes = readFileSync(pack);
    const at = Math.floor(bytes.length / 2);
    bytes.fill(0xff, at, at + 40);
    writeFileSync(pack, bytes);
    const result = await history(repo);
    expect(result.skipped["broken-object"]?.length).toBeGreaterThan(0);
    expect(numberFound(result)).toBeGreaterThanOrEqual(FILES - 3);
  });

  it.each([".idx", ".pack"])("is reported when its %s is no such file", async (extension) => {
    const repo = copyOf(whole);
    commit(repo, { other: token(100) });
    writeFileSync(packOf(repo, extension), "not a pack, not an index");
    const result = await history(repo);
    expect(Object.keys(result.found)).toEqual([token(100)]);
    expect([...(result.skipped["unreadable"] ?? []), ...(result.skipped["broken-object"] ?? [])].join("\n")).toContain("pack-");
  });

  it("is reported when it has no index", async () => {
    const repo = copyOf(whole);
    commit(repo, { other: token(100) });
    rmSync(packOf(repo, ".idx"));
    const result = await history(repo);
    expect(Object.keys(result.found)).toEqual([token(100)]);
    expect(result.skipped["unreadable"]?.join("\n")).toContain("pack-");
  });

  it("of any damage neither stops the scan nor invents a finding, and what is lost is told", { timeout: 60_000 }, async () => {
    const repo = copyOf(whole);
    const pack = packOf(repo, ".pack");
    const index = packOf(repo, ".idx");
    const originals = { pack: readFileSync(pack), index: readFileSync(index) };
    const secrets = new Set(Array.from({ length: FILES }, (_, i) => token(i)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("pack" as const, "index" as const),
        fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        async (which, damage, cut) => {
          writeFileSync(pack, originals.pack);
          writeFileSync(index, originals.index);
          let bytes = Buffer.from(originals[which]);
          for (const { at, bytes: put } of damage) bytes.set(put, Math.floor(at * Math.max(0, bytes.length - put.length)));
          if (cut !== null) bytes = bytes.subarray(0, Math.floor(cut * bytes.length));
          writeFileSync(which === "pack" ? pack : index, bytes);
          const result = await history(repo).catch((error: unknown) => {
            expect(error).toMatchObject({ code: "NOTHING_READ" });
            return undefined;
          });
          if (result === undefined) return;
          // A damaged letter of a secret makes another secret of the same shape; nothing else may come.
          expect(numberFound(result)).toBeLessThanOrEqual(FILES + damage.length);
          const lost = [...secrets].filter((secret) => result.found[secret] === undefined);
          if (lost.length > damage.length) expect(Object.keys(result.skipped)).not.toEqual([]);
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe("loose objects", () => {
  it.each([
    ["empty", (path: string): void => writeFileSync(path, "")],
    ["no zlib stream", (path: string): void => writeFileSync(path, "garbage, garbage, garbage")],
    ["cut short", (path: string): void => truncateSync(path, 60)],
  ])("that are %s are told by name, the rest is scanned", async (_, damage) => {
    const repo = copyOf(loose);
    const oid = OIDS[3] ?? "";
    damage(objectPath(repo, oid));
    const result = await history(repo);
    // Four other versions of the file hold the secret.
    expect(numberFound(result)).toBe(FILES);
    expect(result.skipped["broken-object"]?.join()).toContain(oid);
  });

  it.each(["HEAD", "HEAD~2", "HEAD^{tree}", "HEAD~3^{tree}"])("that lead to others may be missing: %s", async (name) => {
    const repo = copyOf(loose);
    rmSync(objectPath(repo, git(repo, ["rev-parse", name])));
    const result = await history(repo);
    expect(numberFound(result)).toBe(FILES);
    expect([...(result.skipped["missing-object"] ?? []), ...(result.skipped["broken-object"] ?? [])].length).toBeGreaterThan(0);
  });

  it("that are missing within a range are told", async () => {
    const repo = copyOf(loose);
    rmSync(objectPath(repo, OIDS[3] ?? ""));
    const result = await scanned([repo], { history: { range: "HEAD~1..HEAD" } });
    expect(numberFound(result)).toBe(FILES - 1);
    expect(result.skipped["missing-object"]).toEqual([OIDS[3]]);
  });
});

it("names refs and a HEAD that are damaged, and scans the objects", async () => {
  const repo = copyOf(whole);
  rmSync(join(repo, ".git/packed-refs"), { force: true });
  writeFileSync(join(repo, ".git/packed-refs"), "\0\x01 not refs\n");
  writeFileSync(join(repo, ".git/refs/heads/odd"), "zzzz\n");
  writeFileSync(join(repo, ".git/HEAD"), "ref: refs/heads/\n");
  const result = await scanned([repo], { history: { allObjects: true } });
  expect(numberFound(result)).toBe(FILES);
});
