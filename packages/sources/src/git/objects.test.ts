import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { commitLinks, parseCommit, parseTag, treeEntries } from "./objects.ts";

const dir = mkdtempSync(join(tmpdir(), "stanch-objects-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const git = (args: string[], input?: string | Buffer): Buffer => execFileSync("git", ["-C", dir, ...args], { input: input ?? "" });
git(["init", "-q"]);
const tree = git(["mktree"]).toString().trim();

/** A commit as it stands in the store, and what git makes of it. */
function commitAndGit(head: string, message: Buffer): { bytes: Buffer; shown: string[] } {
  const bytes = Buffer.concat([Buffer.from(`tree ${tree}\n${head}\n\n`, "latin1"), message]);
  const oid = git(["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], bytes).toString().trim();
  const shown = git(["show", "-s", "--no-show-signature", "--format=%an%n%ae%n%aI%n%s", oid]).toString().split("\n");
  return { bytes, shown };
}

describe("parseCommit", () => {
  const committer = "committer C <c@example.test> 1700000000 +0000";
  it.each([
    ["plain", `author Ann Bee <ann@example.test> 1700000000 +0530\n${committer}`, Buffer.from("subject\n\nbody\n")],
    ["UTC", `author A <a@example.test> 0 +0000\n${committer}`, Buffer.from("x")],
    ["west of Greenwich", `author A <a@example.test> 1700000000 -0815\n${committer}`, Buffer.from("x\n")],
    ["without a name", `author <a@example.test> 1700000000 +0000\n${committer}`, Buffer.from("x\n")],
    [
      "in Latin-1",
      `author J\xf6rg <j@example.test> 1700000000 +0100\n${committer}\nencoding ISO-8859-1`,
      Buffer.from("gr\xfc\xdfe\n", "latin1"),
    ],
    [
      "signed",
      `author A <a@example.test> 1700000000 +0000\n${committer}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n author X <x@example.test> 1 +0000\n -----END PGP SIGNATURE-----`,
      Buffer.from("signed\n"),
    ],
    ["with an empty message", `author A <a@example.test> 1700000000 +0000\n${committer}`, Buffer.alloc(0)],
  ])("agrees with git on a commit %s", (_, head, message) => {
    const { bytes, shown } = commitAndGit(head, message);
    const { author, email, date, summary } = parseCommit(bytes, 40, "test");
    expect([author, email, date.replace(/Z$/, "+00:00"), summary]).toEqual(
      shown.slice(0, 4).map((line, i) => (i === 2 ? line.replace(/Z$/, "+00:00") : line)),
    );
  });

  it("keeps a first line of a megabyte short", () => {
    expect(parseCommit(Buffer.from(`tree ${tree}\n\n${"x".repeat(1 << 20)}`), 40, "test").summary).toHaveLength(1000);
  });
});

/** What must hold of any bytes: a value or an expected error. */
function exercise(bytes: Buffer): void {
  for (const hexLength of [40, 64] as const) {
    for (const read of [
      () => commitLinks(bytes, hexLength),
      () => parseCommit(bytes, hexLength, "fuzz"),
      () => parseTag(bytes, hexLength),
      () => [...treeEntries(bytes, hexLength / 2, "fuzz")],
    ]) {
      try {
        read();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }
  }
}

describe("hostile objects", () => {
  it("are read or refused, whatever their bytes", () => {
    const words = fc.constantFrom(
      `tree ${tree}\n`,
      `parent ${tree}\n`,
      `object ${tree}\n`,
      "author ",
      "tagger ",
      "<",
      ">",
      " 99999999999999 ",
      "+9999",
      "\n\n",
      "encoding utf-16le\n",
      "encoding \xff\n",
      "100644 a\0",
      "40000 b\0",
      tree,
    );
    const odd = fc.array(
      fc.oneof(
        words.map((word) => Buffer.from(word, "latin1")),
        fc.uint8Array({ maxLength: 30 }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(odd, (parts) => exercise(Buffer.concat(parts))),
      { numRuns: 1000 },
    );
  });

  it("give the entries of a tree back as they were written", () => {
    const entry = fc.record({
      mode: fc.constantFrom(0o100644, 0o100755, 0o120000, 0o40000, 0o160000),
      name: fc.string({ minLength: 1, maxLength: 20 }).filter((name) => !/[\0/]/.test(name)),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const bytes = Buffer.concat(
          entries.map(({ mode, name }) => Buffer.concat([Buffer.from(`${mode.toString(8)} ${name}\0`), Buffer.from(tree, "hex")])),
        );
        const read = [...treeEntries(bytes, 20, "test")].map(({ mode, name }) => ({ mode, name: name.toString() }));
        expect(read).toEqual(entries);
      }),
    );
  });
});
