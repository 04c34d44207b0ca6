import { execFileSync } from "node:child_process";
import { chmodSync, ftruncateSync, mkdirSync, openSync, closeSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanned, scratch, token, write } from "./world.ts";

const dir = scratch();
let count = 0;
function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = join(dir, `tree-${++count}`);
  mkdirSync(path);
  write(path, files);
  return path;
}

describe("special files and links", () => {
  it("reads past FIFOs, sockets of nobody, loops and dangling links, and says so", async () => {
    const root = folder({ "a/real": `x ${token(1)}\n`, "b/last": token(2) });
    const outside = folder({ secret: token(3) });
    execFileSync("mkfifo", [join(root, "pipe")]);
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(outside, "secret"), join(root, "out-file"));
    symlinkSync("..", join(root, "a/loop"));
    symlinkSync("self", join(root, "self"));
    symlinkSync("nowhere", join(root, "dangling"));
    const { found, skipped } = await scanned([root]);
    expect(found).toEqual({ [token(1)]: ["a/real:1:3"], [token(2)]: ["b/last:1:1"] });
    expect(skipped).toEqual({
      "special-file": ["pipe"],
      symlink: ["a/loop", "dangling", "self"],
      "symlink-outside": ["out", "out-file"],
    });
  });

  it("follows a link that was named itself, to a file or to a folder", async () => {
    const root = folder({ "real/file": token(4) });
    symlinkSync("real/file", join(root, "link"));
    symlinkSync("real", join(root, "links"));
    expect((await scanned([join(root, "link")])).found).toEqual({ [token(4)]: ["link:1:1"] });
    expect((await scanned([join(root, "links")])).found).toEqual({ [token(4)]: ["file:1:1"] });
  });

  it("does not wait for a FIFO or read a device that was named itself", async () => {
    const root = folder();
    execFileSync("mkfifo", [join(root, "pipe")]);
    await expect(scanned([join(root, "pipe")])).rejects.toMatchObject({ code: "NOTHING_READ" });
    await expect(scanned(["/dev/zero"])).rejects.toMatchObject({ code: "NOTHING_READ" });
  });

  it("names what is missing, and what cannot be reached", async () => {
    const root = folder({ file: "x" });
    symlinkSync("b", join(root, "a"));
    symlinkSync("a", join(root, "b"));
    await expect(scanned([join(root, "none")])).rejects.toMatchObject({ code: "SOURCE_NOT_FOUND" });
    await expect(scanned([join(root, "file/below")])).rejects.toMatchObject({ code: "SOURCE_NOT_FOUND" });
    await expect(scanned([join(root, "a")])).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
    await expect(scanned([join(root, "x".repeat(300))])).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  });
});

describe("names", () => {
  it("scans files whose names hold line feeds, escapes, bidi marks or bytes that are no UTF-8", async () => {
    const names = ["line\nfeed", "esc\x1b[31m", "tab\t", "\u202egpj.exe", " ", "-", "--help", "ünï", "a:b", "*?[", "\\"];
    const root = folder(Object.fromEntries(names.map((name, i) => [name, `${token(i)}\n`])));
    const raw = (...parts: (string | number)[]): Buffer =>
      Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from([part]))));
    mkdirSync(raw(`${root}/bad`, 0xff));
    writeFileSync(raw(`${root}/bad`, 0xff, "/in"), token(50));
    writeFileSync(raw(`${root}/bad`, 0xff, "/in", 0xc3), token(51));
    writeFileSync(raw(`${root}/twin`, 0xfe), token(52));
    writeFileSync(raw(`${root}/twin`, 0xfd), token(52));
    const { found, skipped } = await scanned([root]);
    for (const [i, name] of names.entries()) expect(found[token(i)]).toEqual([`${name}:1:1`]);
    expect(found[token(50)]).toHaveLength(1);
    expect(found[token(51)]).toHaveLength(1);
    expect(found[token(52)], "two names that differ only in bytes that are no UTF-8").toHaveLength(2);
    expect(skipped).toEqual({});
  });

  it("goes as deep as it says and reports what lies deeper", async () => {
    const root = folder();
    const deep = join(root, ...Array.from({ length: 255 }, () => "d"));
    mkdirSync(join(deep, "d/d"), { recursive: true });
    writeFileSync(join(deep, "file"), token(1));
    writeFileSync(join(deep, "d/file"), token(2));
    writeFileSync(join(deep, "d/d/file"), token(3));
    const { found, skipped } = await scanned([root]);
    expect(Object.keys(found).sort()).toEqual([token(1), token(2)].sort());
    expect(skipped["too-deep"]).toHaveLength(1);
  });
});

describe("choice", () => {
  it("counts dependency folders that it leaves out, and scans them when asked", async () => {
    const root = folder({
      "src/a": token(1),
      "node_modules/x/b": token(2),
      "sub/node_modules/y": token(3),
      "venv/pyvenv.cfg": "",
      "venv/c": token(4),
      "env/settings": token(5),
      "vendor/modules.txt": "",
      "vendor/d": token(6),
      "other/vendor/e": token(7),
    });
    const { found, skipped, coverage } = await scanned([root]);
    expect(Object.keys(found).sort()).toEqual([token(1), token(5), token(7)].sort());
    expect(skipped).toEqual({ "dependency-folder": ["node_modules", "sub/node_modules", "vendor", "venv"] });
    expect(coverage.files).toBe(3);
    const all = await scanned([root], { dependencyFolders: "scan" });
    expect(Object.keys(all.found)).toHaveLength(7);
    expect(all.skipped).toEqual({});
  });

  it("reads nothing rather than something else when everything is left out", async () => {
    const root = folder({ a: token(1) });
    await expect(scanned([root], { wants: () => "excluded" })).rejects.toMatchObject({ code: "NOTHING_READ" });
    await expect(scanned([folder()])).rejects.toMatchObject({ code: "NOTHING_READ" });
  });
});

describe("copies", () => {
  it("names every path that holds a content, in one root and across roots", async () => {
    const text = `first line\nkey ${token(1)}\n`;
    const one = folder({ a: text, "b/c": text, other: `longer than eight ${"x".repeat(50)}` });
    const two = folder({ d: text });
    const { found, coverage } = await scanned([one, two]);
    expect(found).toEqual({ [token(1)]: ["a:2:5", "b/c:2:5", "d:2:5"] });
    expect(coverage).toMatchObject({ files: 4, duplicates: 2 });
  });

  it("names them too when threads meet the copies in any order", async () => {
    const text = `first line\nkey ${token(1)}\n`;
    const files = Object.fromEntries(
      Array.from({ length: 600 }, (_, i) => [`d${i % 7}/f${i}`, i % 3 === 0 ? text : `plain text ${i % 5}`]),
    );
    const root = folder(files);
    const { found, coverage } = await scanned([root], { threads: 2 });
    expect(found[token(1)]).toHaveLength(200);
    expect(coverage.files).toBe(600);
    // Two threads may meet the same new content at once.
    expect(coverage.duplicates).toBeGreaterThanOrEqual(590);
  });
});

describe("sizes", () => {
  it("finds what stands at the end of a file that is streamed, and in one of a single line", async () => {
    const root = folder();
    const fd = openSync(join(root, "sparse"), "w");
    ftruncateSync(fd, 40_000_000);
    writeSync(fd, `\n${token(1)}\n`, 39_000_000);
    closeSync(fd);
    write(root, { line: Buffer.concat([Buffer.alloc(20_000_000, "a,"), Buffer.from(` ${token(2)} `), Buffer.alloc(5_000_000, "b ")]) });
    const { found, coverage } = await scanned([root]);
    expect(found).toEqual({ [token(1)]: ["sparse:2:1"], [token(2)]: [`line:1:${20_000_002}`] });
    expect(coverage.bytes).toBe(40_000_000 + 25_000_000 + token(2).length + 2);
  });

  it("finds a secret on every seam, whatever the largest file read whole", async () => {
    const window = 8_388_608;
    const root = folder();
    const bytes = Buffer.alloc(window * 2 + 500_000, "x \n");
    const places = [
      window - 131_072 - 40,
      window - 131_072 - 3,
      window - 40,
      window - 5,
      window * 2 - 262_144 - 131_072 - 3,
      window * 2 - 262_144,
    ];
    for (const [i, at] of places.entries()) bytes.write(` ${token(i)} `, at, "latin1");
    write(root, { big: bytes });
    const whole = await scanned([root], { maxFileBytes: 1_000_000_000 });
    const small = await scanned([root], { maxFileBytes: 1000 });
    expect(Object.keys(whole.found)).toHaveLength(places.length);
    expect(small.found).toEqual(whole.found);
  });

  it("places thousands of secrets on one line of a few megabytes", async () => {
    const parts = Array.from({ length: 900 }, (_, i) => `${"y,".repeat(4500)} ${token(i)} `);
    const root = folder({ min: parts.join("") });
    const { found } = await scanned([root]);
    expect(Object.keys(found)).toHaveLength(900);
    for (const i of [0, 1, 899]) expect(found[token(i)]).toEqual([`min:1:${9002 + i * (9002 + token(0).length)}`]);
  });

  it("says so when a file holds more matches than are kept", async () => {
    const root = folder({ many: Array.from({ length: 1200 }, (_, i) => token(i)).join("\n") });
    const { found, skipped } = await scanned([root]);
    expect(Object.keys(found)).toHaveLength(1000);
    expect(skipped).toEqual({ "too-many-matches": ["many"] });
  });
});

/** Runs it as a user who may not read everything, as root may. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

it("tells what it may not read, and reads the rest", async () => {
  const root = folder({ ok: token(1), no: token(2), "shut/in": token(3), "vendor/in": token(4) });
  for (const name of ["no", "shut", "vendor"]) chmodSync(join(root, name), 0);
  chmodSync(dir, 0o755);
  const { found, skipped } = await asNobody(async () => scanned([root]));
  expect(found).toEqual({ [token(1)]: ["ok:1:1"] });
  expect(skipped).toEqual({ "permission-denied": ["no", "shut", "vendor"] });
  await expect(asNobody(async () => scanned([join(root, "shut/in")]))).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  await expect(asNobody(async () => scanned([join(root, "no")]))).rejects.toMatchObject({ code: "NOTHING_READ" });
  for (const name of ["shut", "vendor"]) chmodSync(join(root, name), 0o755);
});
