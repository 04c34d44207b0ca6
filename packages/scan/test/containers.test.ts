import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { git, scanned, scratch, token, write } from "./world.ts";

const dir = scratch();
const work = scratch();

const scratchIn = (name: string): string => join(work, name.replaceAll("/", "-"));

/** A zip (a jar, a wheel) of what `files` says, made by Python's own module. */
function zipped(name: string, files: Readonly<Record<string, string | Uint8Array>>, ...options: string[]): string {
  const tree = scratchIn(name);
  write(tree, files);
  const out = join(dir, name);
  mkdirSync(join(out, ".."), { recursive: true });
  execFileSync("python3", ["-m", "zipfile", ...options, "-c", out, ...Object.keys(files).map((path) => path.split("/")[0] ?? "")], {
    cwd: tree,
  });
  return out;
}

describe("a finding in an archive", () => {
  it("is told by the archive's path, a `!` and the entry, with line and column in the entry", async () => {
    const root = join(dir, "tree");
    const inner = gzipSync(`one\ntwo = ${token(1)}\n`);
    zipped("tree/lib/app.jar", { "conf/app.properties": `a\nb\nkey = ${token(2)}\n`, "dump.gz": inner });
    const { found, skipped } = await scanned([root]);
    expect(found).toMatchObject({
      [token(1)]: ["lib/app.jar!dump.gz:2:7"],
      [token(2)]: expect.arrayContaining(["lib/app.jar!conf/app.properties:3:7"]),
    });
    expect(skipped).toEqual({});
  });

  it("of a compressed file is told by the file's own path", async () => {
    write(join(dir, "single"), { "dump.sql.gz": gzipSync(`-- dump\n${token(3)}`), object: deflateSync(`blob 9\0${token(4)}`) });
    const { found } = await scanned([join(dir, "single")]);
    expect(found).toEqual({ [token(3)]: ["dump.sql.gz:2:1"], [token(4)]: ["object:1:8"] });
  });

  it("is found in archives of more bytes than are held at once, and behind them", async () => {
    const noise = randomBytes(12_000_000);
    const root = join(dir, "large");
    zipped("large/big.zip", { "a-noise.bin": noise, "b.txt": `x ${token(5)}`, "c.txt": `${"line\n".repeat(3_000_000)}${token(6)}` });
    const { found } = await scanned([root]);
    expect(found).toEqual({ [token(5)]: ["big.zip!b.txt:1:3"], [token(6)]: ["big.zip!c.txt:3000001:1"] });
  });

  it("of a repository that was packed with its history is found in its loose objects", async () => {
    const repo = join(dir, "packed-repo");
    mkdirSync(repo);
    git(repo, ["init", "-q"]);
    write(repo, { "a.txt": `gone ${token(7)}` });
    git(repo, ["add", "a.txt"]);
    git(repo, ["commit", "-q", "-m", "one"]);
    git(repo, ["rm", "-q", "a.txt"]);
    mkdirSync(join(dir, "backup"));
    execFileSync("tar", ["-czf", join(dir, "backup", "site.tgz"), "-C", repo, "."]);
    const { found } = await scanned([join(dir, "backup")]);
    expect(found[token(7)]?.[0]).toMatch(/^site\.tgz!\.\/\.git\/objects\/..\/[0-9a-f]{38}:1:/);
  });
});

describe("an archive in history", () => {
  it("is read in every version, deltas among them", async () => {
    const repo = join(dir, "history");
    mkdirSync(repo);
    git(repo, ["init", "-q"]);
    const noise = randomBytes(40_000).toString("base64");
    for (const [version, secret] of ["nothing", token(8), "gone"].entries()) {
      zipped("history/app.zip", { "noise.txt": noise, "config.ini": `${"; comment\n".repeat(version)}key = ${secret}` });
      git(repo, ["add", "app.zip"]);
      git(repo, ["commit", "-q", "-m", `v${version}`]);
    }
    git(repo, ["repack", "-adfq", "--window=50"]);
    const { found, occurrences } = await scanned([repo], { history: {} });
    expect(found).toEqual({ [token(8)]: ["app.zip!config.ini:2:7"] });
    expect(occurrences[token(8)]?.[0]).toMatchObject({ summary: "v1", inHead: false });
  });
});

describe("what of an archive is not read", () => {
  it("is in the receipt by path, entry and reason", async () => {
    const root = join(dir, "skips");
    const path = zipped("skips/odd.zip", {
      "a.txt": "some text",
      "b.7z": Buffer.concat([Buffer.from("377abcaf271c0004", "hex"), randomBytes(64)]),
    });
    const { skipped } = await scanned([root]);
    expect(skipped).toEqual({ "archive-unread": ["odd.zip!b.7z (7z is not read)"] });
    writeFileSync(path, Buffer.from("PK\x03\x04 a text that is no zip but has "));
    writeFileSync(join(root, "clear.zip"), `PK\x03\x04 a text that is no zip but has ${token(9)}`);
    const broken = await scanned([root]);
    expect(broken.found).toEqual({ [token(9)]: ["clear.zip:1:36"] });
    expect(broken.skipped).toEqual({ "archive-broken": ["clear.zip (it has no directory)", "odd.zip (it has no directory)"] });
  });
});

describe("an archive on standard input", () => {
  /** Gives a buffer in pieces of 1000 bytes, as a pipe does. */
  const piped = (bytes: Uint8Array): { name: string; read: (into: Uint8Array) => number } => {
    let at = 0;
    return {
      name: "(input)",
      read: (into) => {
        const part = bytes.subarray(at, at + Math.min(1000, into.length));
        into.set(part);
        at += part.length;
        return part.length;
      },
    };
  };

  it("is looked into as one in a file is", async () => {
    const zip = zipped("input.zip", { "conf/a.txt": `x ${token(61)}`, "noise.bin": randomBytes(300_000) });
    const { found } = await scanned([], { stdin: piped(readFileSync(zip)) });
    expect(found).toEqual({ [token(61)]: ["(input)!conf/a.txt:1:3"] });
    const packed = await scanned([], { stdin: piped(gzipSync(`one\n${token(62)}`)) });
    expect(packed.found).toEqual({ [token(62)]: ["(input):2:1"] });
  });

  it("that is broken is told, and text is read as before", async () => {
    const cut = gzipSync(randomBytes(5000)).subarray(0, 3000);
    expect(Object.keys((await scanned([], { stdin: piped(cut) })).skipped)).toEqual(["archive-broken"]);
    const text = `${"line\n".repeat(1000)}${token(63)}\n`;
    expect((await scanned([], { stdin: piped(Buffer.from(text)) })).found).toEqual({ [token(63)]: ["(input):1001:1"] });
  });
});
