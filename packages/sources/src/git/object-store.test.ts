import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { AppError } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { ObjectStore, type ObjectStoreOptions } from "./object-store.ts";
import { openRepository } from "./repository.ts";

const scratch = mkdtempSync(join(tmpdir(), "stanch-store-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function newRepository(format = "sha1"): { dir: string; git: (...args: string[]) => string } {
  const dir = mkdtempSync(join(scratch, "repo-"));
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", dir, "-c", "user.name=A", "-c", "user.email=a@example.test", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  git("init", "-q", `--object-format=${format}`);
  return { dir, git };
}

function commitVersions(dir: string, git: (...args: string[]) => string, versions: number): void {
  for (let i = 0; i < versions; i++) {
    const lines = Array.from({ length: 300 }, (_, n) => `line ${n} ${n % 7 === i % 7 ? i : ""}`);
    mkdirSync(join(dir, "deep/er"), { recursive: true });
    writeFileSync(join(dir, "deep/er/long.txt"), lines.join("\n"));
    writeFileSync(join(dir, `file-${i}.txt`), `version ${i}\n`);
    git("add", ".");
    git("commit", "-qm", `version ${i}`);
  }
  git("tag", "-a", "-m", "a tag", "v1");
}

function open(dir: string, options: ObjectStoreOptions = {}): ObjectStore {
  const repository = openRepository(dir);
  if (repository === undefined) throw new Error("no repository");
  return ObjectStore.open(repository, options);
}

function allOids(git: (...args: string[]) => string): string[][] {
  const lines = git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype) %(objectsize)").trim().split("\n");
  return lines.map((line) => line.split(" "));
}

function expectSameAsGit(dir: string, git: (...args: string[]) => string): void {
  const store = open(dir);
  const all = allOids(git);
  expect(all.length).toBeGreaterThan(10);
  for (const [oid = "", type = "", size] of all) {
    const object = store.read(oid);
    expect(object?.type).toBe(type);
    expect(store.describe(oid)).toEqual({ type, sizeBytes: Number(size) });
    const bytes = execFileSync("git", ["-C", dir, "cat-file", type, oid]);
    expect(object?.bytes.equals(bytes)).toBe(true);
    expect(store.has(oid)).toBe(true);
  }
  expect(store.problems).toEqual([]);
  store.close();
}

describe.each(["sha1", "sha256"])("the store of a %s repository", (format) => {
  it("reads loose objects as git does", () => {
    const { dir, git } = newRepository(format);
    commitVersions(dir, git, 4);
    expectSameAsGit(dir, git);
    const loose = [...open(dir).looseOids()];
    expect(loose.toSorted()).toEqual(allOids(git).map(([oid]) => oid));
  });

  it("reads packs with offset deltas as git does", () => {
    const { dir, git } = newRepository(format);
    commitVersions(dir, git, 12);
    git("repack", "-adfq", "--depth=20", "--window=20");
    expectSameAsGit(dir, git);
    expect([...open(dir).looseOids()]).toEqual([]);
  });

  it("reads packs with deltas that name their base by id", () => {
    const { dir, git } = newRepository(format);
    commitVersions(dir, git, 12);
    git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=20", "--window=20");
    expectSameAsGit(dir, git);
  });

  it("says that an object is missing", () => {
    const { dir } = newRepository(format);
    expect(open(dir).read("1".repeat(format === "sha1" ? 40 : 64))).toBeUndefined();
    expect(open(dir).read("no id")).toBeUndefined();
    expect(open(dir).has("../../HEAD")).toBe(false);
  });
});

it("reads objects of alternates, nested and relative ones too, and names the folders", () => {
  const far = newRepository();
  commitVersions(far.dir, far.git, 2);
  const middle = newRepository();
  const near = newRepository();
  mkdirSync(join(middle.dir, ".git/objects/info"), { recursive: true });
  writeFileSync(join(middle.dir, ".git/objects/info/alternates"), `# a comment\n../../../${far.dir.split("/").at(-1)}/.git/objects\n`);
  writeFileSync(join(near.dir, ".git/objects/info/alternates"), `${middle.dir}/.git/objects\n${near.dir}/.git/objects\n`);
  const head = far.git("rev-parse", "HEAD").trim();
  const store = open(near.dir);
  expect(store.alternates).toEqual([`${middle.dir}/.git/objects`, `${far.dir}/.git/objects`]);
  expect(store.read(head)?.type).toBe("commit");
  expect(open(near.dir, { followAlternates: false }).read(head)).toBeUndefined();
});

it("does not go deeper into alternates than git does", () => {
  const dirs = Array.from({ length: 8 }, () => newRepository().dir);
  for (let i = 0; i < 7; i++) writeFileSync(join(dirs[i] ?? "", ".git/objects/info/alternates"), `${dirs[i + 1] ?? ""}/.git/objects\n`);
  expect(open(dirs[0] ?? "").alternates).toHaveLength(5);
});

it("refuses an object larger than the limit, loose or packed, and says why", () => {
  const { dir, git } = newRepository();
  writeFileSync(join(dir, "big.txt"), "a".repeat(5000));
  git("add", ".");
  const oid = git("hash-object", "big.txt").trim();
  expect(() => open(dir, { maxObjectBytes: 4000 }).read(oid)).toThrow(AppError);
  git("commit", "-qm", "big");
  git("repack", "-adq");
  expect(() => open(dir, { maxObjectBytes: 4000 }).read(oid)).toThrow(/5000 bytes, more than the limit of 4000/);
  expect(open(dir, { maxObjectBytes: 5000 }).read(oid)?.bytes).toHaveLength(5000);
});

it("reports a loose object that lies about its size as broken", () => {
  const { dir } = newRepository();
  const oid = "ab".repeat(20);
  const path = join(dir, ".git/objects/ab", oid.slice(2));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, deflateSync(Buffer.from("blob 9\0text")));
  expect(() => open(dir).read(oid)).toThrow(expect.objectContaining({ code: "OBJECT_BROKEN" }));
});

it("is not blocked by a FIFO in place of an object", () => {
  const { dir } = newRepository();
  const oid = "cd".repeat(20);
  mkdirSync(join(dir, ".git/objects/cd"));
  execFileSync("mkfifo", [join(dir, ".git/objects/cd", oid.slice(2))]);
  expect(() => open(dir).read(oid)).toThrow(/not a regular file/);
});

it("goes on with the other packs when one is broken, and names it", () => {
  const { dir, git } = newRepository();
  commitVersions(dir, git, 3);
  git("repack", "-adq");
  const packs = join(dir, ".git/objects/pack");
  writeFileSync(join(packs, "pack-empty.pack"), "");
  writeFileSync(join(packs, "pack-empty.idx"), "");
  writeFileSync(join(packs, "pack-alone.pack"), "PACK");
  const store = open(dir);
  expect(store.read(git("rev-parse", "HEAD").trim())?.type).toBe("commit");
  expect(store.problems.map(({ path }) => path)).toEqual([join(packs, "pack-alone.pack"), join(packs, "pack-empty.pack")]);
});

describe("a damaged pack", () => {
  const { dir, git } = newRepository();
  commitVersions(dir, git, 6);
  git("repack", "-adfq", "--depth=20", "--window=20");
  const packs = join(dir, ".git/objects/pack");
  const name = readdirSync(packs).find((file) => file.endsWith(".pack")) ?? "";
  const sound = readFileSync(join(packs, name));
  const oids = allOids(git).map(([oid]) => oid ?? "");

  it("gives objects or errors, whatever was changed", () => {
    const target = mkdtempSync(join(scratch, "damaged-"));
    execFileSync("git", ["init", "-q", "--bare", target]);
    const broken = join(target, "objects/pack/pack-x.pack");
    copyFileSync(join(packs, name.replace(/pack$/, "idx")), join(target, "objects/pack/pack-x.idx"));
    const damage = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(damage, fc.integer({ min: sound.length - 300, max: sound.length }), (changes, length) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        writeFileSync(broken, bytes.subarray(0, length));
        const store = open(target, { maxObjectBytes: 1 << 20 });
        for (const oid of oids) {
          try {
            store.read(oid);
            store.describe(oid);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
        }
        store.close();
      }),
      { numRuns: 60 },
    );
  });
});

it("ends on deltas that name each other as base", () => {
  const { dir } = newRepository();
  const [one, two] = ["11".repeat(20), "22".repeat(20)];
  const entry = (base: string): Buffer => {
    const delta = Buffer.from([4, 4, 0x90, 4]);
    return Buffer.concat([Buffer.from([0x70 | delta.length]), Buffer.from(base, "hex"), deflateSync(delta)]);
  };
  writePack(dir, [
    [one, entry(two)],
    [two, entry(one)],
  ]);
  const store = open(dir);
  expect(store.problems).toEqual([]);
  expect(() => store.read(one)).toThrow(/chain of more than 4096 deltas/);
  expect(() => store.describe(one)).toThrow(/chain of more than 4096 deltas/);
});

it("refuses a delta that makes an object larger than the limit before making room for it", () => {
  const { dir } = newRepository();
  const base = "11".repeat(20);
  const bomb = "22".repeat(20);
  const delta = Buffer.from([4, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x90, 4]);
  writePack(dir, [
    [base, Buffer.concat([Buffer.from([0x34]), deflateSync(Buffer.from("four"))])],
    [bomb, Buffer.concat([Buffer.from([0x70 | delta.length]), Buffer.from(base, "hex"), deflateSync(delta)])],
  ]);
  const store = open(dir);
  expect(store.read(base)?.bytes.toString()).toBe("four");
  expect(() => store.read(bomb)).toThrow(/more than the limit/);
});

/** Writes a pack and its index by hand: entries git itself would refuse to write. */
function writePack(dir: string, entries: [oid: string, entry: Buffer][]): void {
  const head = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  head.writeUInt32BE(entries.length, 8);
  const pack = Buffer.concat([head, ...entries.map(([, entry]) => entry), Buffer.alloc(20)]);
  const fanout = Buffer.alloc(1024);
  for (let i = 0; i < 256; i++) fanout.writeUInt32BE(entries.filter(([oid]) => Number.parseInt(oid.slice(0, 2), 16) <= i).length, i * 4);
  let at = 12;
  const offsets = entries.map(([, entry]) => {
    const here = Buffer.alloc(4);
    here.writeUInt32BE(at);
    at += entry.length;
    return here;
  });
  const idx = Buffer.concat([
    Buffer.from("\xfftOc\0\0\0\x02", "latin1"),
    fanout,
    ...entries.map(([oid]) => Buffer.from(oid, "hex")),
    Buffer.alloc(entries.length * 4),
    ...offsets,
    Buffer.alloc(40),
  ]);
  writeFileSync(join(dir, ".git/objects/pack/pack-hand.pack"), pack);
  writeFileSync(join(dir, ".git/objects/pack/pack-hand.idx"), idx);
}
