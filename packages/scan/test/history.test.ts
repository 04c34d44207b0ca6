import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ScanOptions } from "../src/scan.ts";
import { type Told, commit, git, scanned, scratch, token, write } from "./world.ts";

const dir = scratch();
let count = 0;
function repository(...options: string[]): string {
  const path = join(dir, `repo-${++count}`);
  mkdirSync(path);
  git(path, ["init", "-q", "-b", "main", ...options]);
  return path;
}

const scannedWhole = async (path: string, options: Partial<ScanOptions> = {}): Promise<Told> =>
  scanned([path], { history: {}, ...options });

/** What a report says of each place: all that git knows of it. */
function told({ occurrences }: Told, secret: string): string[] {
  return (occurrences[secret] ?? []).map(({ path, line, commit: id, author, email, date, summary, inHead }) =>
    [path, line, id, author, email, date, summary, inHead].join(" | "),
  );
}

describe("messages", () => {
  const repo = repository();
  const ids: string[] = [];
  // More commits than one job takes would be slow to make: enough that git packs some of them as deltas.
  for (let n = 0; n < 30; n++)
    ids.push(commit(repo, { "a.txt": `${n}\n` }, { message: `change ${n}\n\n${"the same words in each of them\n".repeat(20)}` }));
  ids.push(commit(repo, { "b.txt": "b\n" }, { author: "Ann", message: `use the new key\n\nit is ${token(31)} for now` }));
  ids.push(commit(repo, { "c.txt": "c\n" }, { message: `key ${token(32)} goes here\n\nbody ${token(31)}` }));
  git(repo, ["tag", "-a", "-m", `release\n\nlog in with ${token(33)}`, "v1.0"]);
  git(repo, ["tag", "-a", "-m", `tag of a tag ${token(34)}`, "v1.1", "v1.0"]);
  const at = (n: number): string => (ids.at(n) ?? "").slice(0, 12);
  const places = (result: Told, n: number): string[] => (result.occurrences[token(n)] ?? []).map(({ path, line }) => `${path}:${line}`);

  function expectAll(result: Told): void {
    expect(places(result, 31).sort()).toEqual([`(message of commit ${at(-2)}):3`, `(message of commit ${at(-1)}):3`].sort());
    expect(places(result, 32)).toEqual([`(message of commit ${at(-1)}):1`]);
    expect(places(result, 33)).toEqual(["(message of tag v1.0):3"]);
    expect(places(result, 34)).toEqual(["(message of tag v1.1):1"]);
    expect(result.occurrences[token(32)]).toMatchObject([{ commit: ids.at(-1), inMessage: true }]);
    expect(result.skipped).toEqual({});
  }

  it("of commits and annotated tags are scanned, loose and packed", async () => {
    expectAll(await scannedWhole(repo));
    const packed = join(dir, "packed-messages");
    cpSync(repo, packed, { recursive: true });
    git(packed, ["repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50"]);
    const alone = await scannedWhole(packed);
    expectAll(alone);
    expectAll(await scannedWhole(packed, { threads: 2 }));
    // What is no blob does not count as one, however it is kept.
    expect(alone.coverage.blobs).toBe((await scannedWhole(repo)).coverage.blobs);
  });

  it("count in a range, and no others", async () => {
    const one = await scanned([repo], { history: { range: `${at(-2)}..v1.0` } });
    expect(places(one, 31)).toEqual([`(message of commit ${at(-1)}):3`]);
    expect(places(one, 33)).toEqual(["(message of tag v1.0):3"]);
    expect(places(one, 34)).toEqual([]);
    const branch = await scanned([repo], { history: { branch: "v1.1" } });
    expectAll(branch);
  });

  it("of what a push brings are scanned, those of its tags too", async () => {
    const tips = [git(repo, ["rev-parse", "v1.1"])];
    const result = await scanned([repo], { incoming: { tips, known: [ids.at(-2) ?? ""] } });
    expect(places(result, 31)).toEqual([`(message of commit ${at(-1)}):3`]);
    expect(places(result, 33)).toEqual(["(message of tag v1.0):3"]);
    expect(places(result, 34)).toEqual(["(message of tag v1.1):1"]);
  });

  it("are read where commits hold no file at all", async () => {
    const empty = repository();
    const id = commit(empty, {}, { message: `only words: ${token(35)}` });
    expect(places(await scannedWhole(empty), 35)).toEqual([`(message of commit ${id.slice(0, 12)}):1`]);
  });

  it("are left out with what --exclude names, and of a folder alone", async () => {
    const wants = (path: string): "yes" | "excluded" => (path.startsWith("(message of ") ? "excluded" : "yes");
    expect((await scannedWhole(repo, { wants })).found).toEqual({});
    write(repo, { "inner/x": "x" });
    commit(repo, {}, { message: "a folder" });
    expect((await scannedWhole(join(repo, "inner"))).found).toEqual({});
  });
});

describe("what is said of each finding", () => {
  const repo = repository();
  const ids: Record<string, string> = {};
  const at = (day: number): string => `2024-03-${String(day).padStart(2, "0")}T12:00:00+02:00`;
  commit(repo, { "README.md": "a project\n" }, { date: at(1), message: "start" });
  ids["first"] = commit(repo, { "conf/a.env": `x\nKEY=${token(1)}\n` }, { author: "Ann", date: at(2), message: "add a key\n\nand a body" });
  // Later versions of the file do not change who brought the secret.
  commit(repo, { "conf/a.env": `x\ny\nKEY=${token(1)}\n` }, { author: "Bob", date: at(3), message: "another line" });
  git(repo, ["mv", "conf/a.env", "conf/b.env"]);
  ids["renamed"] = commit(repo, {}, { author: "Cy", date: at(4), message: "rename" });
  // A branch that is merged, and a secret that only the merge itself brings.
  git(repo, ["checkout", "-q", "-b", "side", "HEAD~2"]);
  ids["side"] = commit(repo, { side: `S=${token(2)}` }, { author: "Sid", date: at(5), message: "on the side" });
  git(repo, ["checkout", "-q", "main"]);
  git(repo, ["merge", "-q", "--no-ff", "--no-commit", "side"], { date: at(6) });
  ids["merge"] = commit(repo, { merged: token(3) }, { author: "Mia", date: at(6), message: "merge with a surprise" });
  ids["removed"] = commit(repo, { gone: token(4) }, { author: "Ann", date: at(7), message: "oops" });
  git(repo, ["rm", "-q", "gone"]);
  commit(repo, {}, { date: at(8), message: "remove the key" });
  // A branch that was never merged, a tag of a commit on no branch, and a stash.
  git(repo, ["checkout", "-q", "-b", "topic"]);
  ids["topic"] = commit(repo, { t: token(5) }, { author: "Tom", date: at(9), message: "topic" });
  git(repo, ["checkout", "-q", "--detach"]);
  ids["tagged"] = commit(repo, { v: token(6) }, { author: "Val", date: at(10), message: "release" });
  git(repo, ["tag", "-a", "-m", "v1", "v1"]);
  git(repo, ["checkout", "-q", "main"]);
  write(repo, { "README.md": `a project\n${token(7)}\n` });
  git(repo, ["stash", "-q"], { date: at(11) });
  ids["stash"] = git(repo, ["rev-parse", "stash@{0}"]);
  // Not committed at all.
  write(repo, { "new.txt": token(8) });

  const expected = (): Record<number, string[]> => ({
    // In the working tree under its new name; there its line counts. Under the old one only history has it.
    1: [
      `conf/b.env | 3 | ${ids["renamed"]} | Cy | cy@example.test | 2024-03-04T12:00:00+02:00 | rename | true`,
      `conf/a.env | 2 | ${ids["first"]} | Ann | ann@example.test | 2024-03-02T12:00:00+02:00 | add a key | false`,
    ],
    2: [`side | 1 | ${ids["side"]} | Sid | sid@example.test | 2024-03-05T12:00:00+02:00 | on the side | true`],
    3: [`merged | 1 | ${ids["merge"]} | Mia | mia@example.test | 2024-03-06T12:00:00+02:00 | merge with a surprise | true`],
    4: [`gone | 1 | ${ids["removed"]} | Ann | ann@example.test | 2024-03-07T12:00:00+02:00 | oops | false`],
    5: [`t | 1 | ${ids["topic"]} | Tom | tom@example.test | 2024-03-09T12:00:00+02:00 | topic | false`],
    6: [`v | 1 | ${ids["tagged"]} | Val | val@example.test | 2024-03-10T12:00:00+02:00 | release | false`],
    7: [`README.md | 2 | ${ids["stash"]} | Ann | ann@example.test | 2024-03-11T12:00:00+02:00 | WIP on main: `],
    8: ["new.txt | 1 |  |  |  |  |  | "],
  });

  function expectAll(result: Told): void {
    for (const [n, lines] of Object.entries(expected())) {
      const got = told(result, token(Number(n)));
      expect(
        got.map((line, i) => line.slice(0, n === "7" ? lines[i]?.length : undefined)),
        `secret ${n}`,
      ).toEqual(lines);
    }
    expect(Object.keys(result.found)).toHaveLength(8);
    expect(result.skipped).toEqual({});
  }

  it("holds when all objects are loose", async () => {
    expectAll(await scannedWhole(repo));
  });

  it("holds in a pack, in several packs, and with threads", async () => {
    const packed = join(dir, "packed");
    cpSync(repo, packed, { recursive: true });
    git(packed, ["repack", "-q", "-d"]);
    expectAll(await scannedWhole(packed));
    git(packed, ["gc", "-q", "--aggressive", "--prune=now"]);
    expectAll(await scannedWhole(packed, { threads: 2 }));
    git(packed, ["commit-graph", "write", "--reachable"]);
    git(packed, ["multi-pack-index", "write"]);
    expectAll(await scannedWhole(packed));
    const more = commit(packed, { more: token(20) }, { message: "more" });
    git(packed, ["repack", "-q"]);
    const result = await scannedWhole(packed);
    expect(told(result, token(20))).toEqual([`more | 1 | ${more} | Ann | ann@example.test | 2024-01-01T00:00:00Z | more | true`]);
    expect(readdirSync(join(packed, ".git/objects/pack")).filter((name) => name.endsWith(".pack")).length).toBeGreaterThan(1);
  });

  it("is the same of a bare clone and a mirror, which have no files", async () => {
    const bare = join(dir, "bare.git");
    git(dir, ["clone", "-q", "--mirror", repo, bare]);
    const result = await scannedWhole(bare);
    expect(told(result, token(3))).toEqual(expected()[3]);
    expect(told(result, token(4))).toEqual(expected()[4]);
    expect(told(result, token(1)).sort()).toEqual([...(expected()[1] ?? [])].sort());
    expect(result.coverage.files).toBe(0);
    expect(result.coverage.roots).toMatchObject([{ repository: { objectFormat: "sha1", shallow: false, partial: false } }]);
  });

  it("names paths from the folder that was asked for, and leaves out others", async () => {
    const result = await scannedWhole(join(repo, "conf"));
    expect(told(result, token(1)).map((line) => line.split(" ")[0])).toEqual(["b.env", "a.env"]);
    expect(Object.keys(result.found)).toEqual([token(1)]);
    // Two folders of one repository: its packs are read twice by the same threads.
    const packed = join(dir, "packed");
    write(packed, { "other/x": "nothing" });
    const both = await scanned([join(packed, "conf"), join(packed, "other"), join(packed, "conf")], { history: {} });
    expect(both.skipped).toEqual({});
    expect(Object.keys(both.found)).toEqual([token(1)]);
  });

  it("is limited by a range, a branch or a date", async () => {
    const inRange = async (history: ScanOptions["history"]): Promise<string[]> => {
      const bare = join(dir, "bare.git");
      return Object.keys((await scanned([bare], { history })).found).sort();
    };
    expect(await inRange({ range: "main..topic" })).toEqual([token(5)]);
    expect(await inRange({ range: `${ids["removed"]}^!` })).toEqual([token(4)]);
    expect(await inRange({ branch: "topic" })).toEqual([1, 2, 3, 4, 5].map(token).sort());
    expect(await inRange({ since: "2024-03-09T00:00:00Z" })).toEqual([5, 6, 7].map(token).sort());
    await expect(inRange({ range: "no-such..main" })).rejects.toMatchObject({ code: "RANGE_INVALID" });
  });

  it("knows the linked work tree's files and the shared history", async () => {
    const linked = join(dir, "linked");
    git(repo, ["worktree", "add", "-q", linked, "topic"]);
    const result = await scannedWhole(linked);
    expect(told(result, token(5))).toEqual([(expected()[5]?.[0] ?? "").replace("false", "true")]);
    expect(told(result, token(4))).toEqual(expected()[4]);
    expect(result.found[token(8)]).toBeUndefined();
    git(repo, ["worktree", "remove", linked]);
  });
});

it("takes the earliest of several commits by time, whatever their time zones", async () => {
  const repo = repository();
  const base = commit(repo, { README: "x" }, { date: "2024-01-01T00:00:00Z" });
  git(repo, ["checkout", "-q", "-b", "one"]);
  // 08:00 UTC, though its text sorts behind the other.
  const early = commit(repo, { f: `1 ${token(1)}` }, { author: "Early", date: "2024-05-05T10:00:00+02:00" });
  git(repo, ["checkout", "-q", "-b", "two", base]);
  commit(repo, { f: `2 ${token(1)}` }, { author: "Late", date: "2024-05-05T09:00:00+00:00" });
  git(repo, ["checkout", "-q", "main"]);
  const { occurrences } = await scannedWhole(repo);
  expect(occurrences[token(1)]?.map(({ commit: id }) => id)).toEqual([early]);
});

it("scans repositories of SHA-256", async () => {
  const repo = repository("--object-format=sha256");
  const id = commit(repo, { a: token(1) });
  git(repo, ["rm", "-q", "a"]);
  commit(repo, { b: "x" });
  const loose = await scannedWhole(repo);
  expect(loose.occurrences[token(1)]).toMatchObject([{ path: "a", commit: id, inHead: false }]);
  expect(id).toHaveLength(64);
  git(repo, ["gc", "-q"]);
  expect((await scannedWhole(repo)).occurrences).toEqual(loose.occurrences);
  expect(loose.coverage.roots).toMatchObject([{ repository: { objectFormat: "sha256" } }]);
});

it("scans what a shallow clone holds, and says that it is one", async () => {
  const repo = repository();
  commit(repo, { a: token(1) });
  git(repo, ["rm", "-q", "a"]);
  const second = commit(repo, { b: token(2) });
  commit(repo, { c: token(3) });
  const shallow = join(dir, "shallow");
  git(dir, ["clone", "-q", "--depth", "2", `file://${repo}`, shallow]);
  const { occurrences, coverage } = await scannedWhole(shallow);
  expect(Object.keys(occurrences).sort()).toEqual([token(2), token(3)].sort());
  expect(occurrences[token(2)]).toMatchObject([{ path: "b", commit: second }]);
  expect(coverage.roots).toMatchObject([{ repository: { shallow: true } }]);
});

it("scans objects that stand in another repository", async () => {
  const repo = repository();
  commit(repo, { a: token(1) });
  git(repo, ["rm", "-q", "a"]);
  commit(repo, { b: "x" });
  const sharing = join(dir, "sharing");
  git(dir, ["clone", "-q", "--shared", repo, sharing]);
  commit(sharing, { own: token(2) });
  const { found } = await scannedWhole(sharing);
  expect(Object.keys(found).sort()).toEqual([token(1), token(2)].sort());
});

it("scans submodules under their folders, and names those that are not here", async () => {
  const inner = repository();
  commit(inner, { deleted: token(1) });
  git(inner, ["rm", "-q", "deleted"]);
  commit(inner, { kept: token(2) });
  const outer = repository();
  git(outer, ["submodule", "--quiet", "add", inner, "libs/inner"]);
  git(outer, ["submodule", "--quiet", "add", inner, "libs/absent"]);
  commit(outer, { own: token(3) });
  git(outer, ["submodule", "--quiet", "deinit", "-f", "libs/absent"]);
  const { occurrences, skipped } = await scannedWhole(outer);
  expect(occurrences[token(1)]).toMatchObject([{ path: "libs/inner/deleted", inHead: false }]);
  expect(occurrences[token(2)]).toMatchObject([{ path: "libs/inner/kept", inHead: true }]);
  expect(occurrences[token(3)]).toMatchObject([{ path: "own" }]);
  expect(skipped["submodule-absent"]).toEqual(["libs/absent"]);
});

it("reports what no ref reaches, and scans it when asked", async () => {
  const repo = repository();
  commit(repo, { a: "x" });
  commit(repo, { lost: token(1) });
  git(repo, ["reset", "-q", "--hard", "HEAD~1"]);
  git(repo, ["hash-object", "-w", "--stdin"], { input: token(2) });
  const plain = await scannedWhole(repo);
  expect(plain.found).toEqual({});
  expect(plain.skipped["unreachable"]).toHaveLength(2);
  const all = await scannedWhole(repo, { history: { allObjects: true } });
  expect(all.found[token(1)]).toEqual(["lost:1:1"]);
  expect(all.found[token(2)]?.[0]).toMatch(/^\(unreachable blob [0-9a-f]{40}\):1:1$/);
});

it("scans the history of names that hold line feeds or bytes that are no UTF-8", async () => {
  const repo = repository();
  const stream = (path: string, secret: string): string => `M 100644 inline ${path}\ndata ${secret.length}\n${secret}\n`;
  git(repo, ["fast-import", "--quiet"], {
    input: Buffer.from(
      `commit refs/heads/main\ncommitter A <a@example.test> 1 +0000\ndata 1\nx\n${stream('"line\\nfeed"', token(1))}${stream('"bad\\377"', token(2))}${stream('"dir/\\342\\200\\256txt"', token(3))}`,
    ),
  });
  const { found } = await scannedWhole(repo);
  expect(found[token(1)]).toEqual(["line\nfeed:1:1"]);
  expect(found[token(2)]).toHaveLength(1);
  expect(found[token(3)]).toEqual(["dir/\u202etxt:1:1"]);
});

describe("what is staged", () => {
  it("is scanned as it stands in the index, not as the file is", async () => {
    const repo = repository();
    commit(repo, { old: token(1), both: "x\n" });
    write(repo, { both: `x\n${token(2)}\n`, "sub/new": token(3) });
    git(repo, ["add", "-A"]);
    write(repo, { both: "clean again\n", "not-added": token(4) });
    const { found, coverage } = await scanned([repo], { staged: true });
    expect(found).toEqual({ [token(2)]: ["both:2:1"], [token(3)]: ["sub/new:1:1"] });
    expect(coverage.blobs).toBe(2);
  });

  it("is empty in a repository without changes, which is no failure", async () => {
    const repo = repository();
    commit(repo, { old: token(1) });
    expect(await scanned([repo], { staged: true })).toMatchObject({ found: {}, complete: true });
  });

  it("survives an object that is missing or broken", async () => {
    const repo = repository();
    commit(repo, { a: "x" });
    write(repo, { a: `first ${token(1)}`, b: token(2), c: token(3) });
    git(repo, ["add", "-A"]);
    const objectOf = (name: string): string => {
      const id = git(repo, ["rev-parse", `:${name}`]);
      return join(repo, ".git/objects", id.slice(0, 2), id.slice(2));
    };
    unlinkSync(objectOf("a"));
    chmodSync(objectOf("b"), 0o644);
    writeFileSync(objectOf("b"), "not zlib");
    const { found, skipped } = await scanned([repo], { staged: true });
    expect(Object.keys(found)).toEqual([token(3)]);
    expect(skipped["missing-object"]).toEqual(["a"]);
    expect(skipped["broken-object"]).toHaveLength(1);
  });

  it("needs a repository", async () => {
    const plain = join(dir, "plain");
    write(plain, { a: "x" });
    await expect(scanned([plain], { staged: true })).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  });
});

it("reads a loose object once more than fits, a FIFO and a folder in their place, without waiting", { timeout: 20_000 }, async () => {
  const repo = repository();
  commit(repo, { a: token(1) });
  mkdirSync(join(repo, ".git/objects/aa"), { recursive: true });
  execFileSync("mkfifo", [join(repo, ".git/objects/aa", "0".repeat(38))]);
  mkdirSync(join(repo, ".git/objects/aa", "1".repeat(38)));
  appendFileSync(join(repo, ".git/objects/aa", "2".repeat(38)), "");
  const { found, skipped } = await scannedWhole(repo);
  expect(Object.keys(found)).toEqual([token(1)]);
  expect(skipped["broken-object"]).toHaveLength(3);
});
