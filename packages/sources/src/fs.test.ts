import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type FolderFiles, type WalkOptions, walkFiles } from "./fs.ts";

const dir = mkdtempSync(join(tmpdir(), "stanch-walk-"));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});
let count = 0;
function tree(...paths: string[]): string {
  const root = join(dir, `t${++count}`);
  mkdirSync(root);
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (!path.endsWith("/")) writeFileSync(join(root, path), "x");
  }
  return root;
}

const text = (part: string | Uint8Array): string => (typeof part === "string" ? part : `bytes:${Buffer.from(part).toString("latin1")}`);
const pathsOf = (folders: Iterable<FolderFiles>): string[] =>
  [...folders].flatMap(({ folder, names }) => names.map((name) => (folder.length === 0 ? text(name) : `${text(folder)}/${text(name)}`)));

function walk(root: string, options: Partial<WalkOptions> = {}): { paths: string[]; skipped: string[] } {
  const skipped: string[] = [];
  const paths = pathsOf(
    walkFiles(root, {
      wants: () => "yes",
      dependencyFolders: "skip",
      skip: (reason, path) => skipped.push(`${reason} ${path}`),
      ...options,
    }),
  );
  return { paths, skipped };
}

it("gives every file once, folder by folder, in the order of names, whatever order they were made in", () => {
  const paths = ["b", "a", "d/2", "d/1", "c/x/y", ".hidden", "d.x", "é/1"];
  const { paths: got, skipped } = walk(tree(...paths));
  expect(got).toEqual([".hidden", "a", "b", "d.x", "c/x/y", "d/1", "d/2", "é/1"]);
  expect(skipped).toEqual([]);
  expect(walk(tree(...paths.toReversed())).paths).toEqual(got);
});

it("leaves the folder .git to git, at any depth, and the file of that name too", () => {
  expect(walk(tree(".git/config", "sub/.git", "sub/a", ".github/x", "x.git/y")).paths).toEqual([".github/x", "sub/a", "x.git/y"]);
});

describe("dependency folders", () => {
  const made = [
    "node_modules/a",
    "p/node_modules/b",
    "venv/lib/c",
    "venv2/d",
    ".venv/pyvenv.cfg",
    "vendor/x",
    "go/vendor/modules.txt",
    "Pods/e",
  ];
  it("are told, one line each, by their names and what is in them", () => {
    const { paths, skipped } = walk(tree(...made));
    expect(paths).toEqual(["vendor/x", "venv/lib/c", "venv2/d"]);
    expect(skipped.sort()).toEqual(
      [".venv", "Pods", "go/vendor", "node_modules", "p/node_modules"].map((path) => `dependency-folder ${path}`),
    );
  });
  it("are files like others when asked for", () => {
    expect(walk(tree(...made), { dependencyFolders: "scan" }).paths).toHaveLength(made.length);
  });
});

it("asks once for each file and folder, and does not enter what is excluded", () => {
  const asked: string[] = [];
  const { paths, skipped } = walk(tree("a", "no/b", "yes/c", "yes/not"), {
    wants: (path, isFolder) => {
      asked.push(`${path}${isFolder ? "/" : ""}`);
      return path === "no" ? "excluded" : path === "yes/not" ? "not-included" : "yes";
    },
  });
  expect(paths).toEqual(["a", "yes/c"]);
  expect(skipped.sort()).toEqual(["excluded no", "not-included yes/not"]);
  expect(asked.sort()).toEqual(["a", "no/", "yes/", "yes/c", "yes/not"]);
});

it("does not follow links, and tells where they lead", () => {
  const root = tree("real/file");
  symlinkSync("real", join(root, "inside"));
  symlinkSync("..", join(root, "real/up"));
  symlinkSync("/etc", join(root, "outside"));
  symlinkSync("loop", join(root, "loop"));
  const { paths, skipped } = walk(root);
  expect(paths).toEqual(["real/file"]);
  expect(skipped.sort()).toEqual(["symlink inside", "symlink loop", "symlink real/up", "symlink-outside outside"]);
});

it("gives names that are no UTF-8 as their bytes, and what is below them", () => {
  const root = tree("plain");
  const odd = Buffer.concat([Buffer.from(`${root}/o`), Buffer.from([0xff])]);
  mkdirSync(odd);
  writeFileSync(Buffer.concat([odd, Buffer.from("/in")]), "x");
  mkdirSync(Buffer.concat([odd, Buffer.from("/sub")]));
  writeFileSync(Buffer.concat([odd, Buffer.from("/sub/deep")]), "x");
  expect(walk(root).paths).toEqual(["plain", "bytes:o\xff/in", "bytes:o\xff/sub/deep"]);
});

it("names a root that is missing or no folder", () => {
  const root = tree("file");
  expect(() => walk(join(root, "none"))).toThrow(expect.objectContaining({ code: "SOURCE_NOT_FOUND" }));
  expect(() => walk(join(root, "file"))).toThrow(expect.objectContaining({ code: "SOURCE_UNREADABLE" }));
});

it("gives a random tree back, each path once", () => {
  const name = fc.constantFrom("a", "b", "c", "src", "lib", "x y", "ü", "-", "~");
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 4 }), { maxLength: 20, selector: (parts) => parts.join("/") }),
      (all) => {
        const paths = all.map((parts) => parts.join("/"));
        // A path that is also a folder of another cannot be a file.
        const files = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));
        expect(walk(tree(...files)).paths.toSorted()).toEqual(files.toSorted());
      },
    ),
    { numRuns: 40 },
  );
});
