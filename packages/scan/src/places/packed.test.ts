import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { packedFiles } from "@stanch/sources/packed";
import { expect, it } from "vitest";
import { scanned, scratch, token, write } from "../../test/world.ts";

const world = scratch();
let count = 0;

function made(files: Readonly<Record<string, string>>): string {
  const folder = join(world, `package-${++count}`);
  write(folder, files);
  return folder;
}

/** What npm itself says; no script of the package runs, as it would by `prepack` otherwise. */
function byNpm(folder: string): string[] {
  const out = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const told: unknown = JSON.parse(out);
  const [first] = (Array.isArray(told) ? told : Object.values(told as object)) as {
    readonly files: readonly { readonly path: string }[];
  }[];
  return (first?.files ?? []).map(({ path }) => path).toSorted();
}

const manifest = (more: object = {}): string => JSON.stringify({ name: "acme", version: "1.0.0", ...more });
const line = (n: number): string => `first\nkey = ${token(n)}\n`;

it.each<[string, Readonly<Record<string, string>>]>([
  [
    "all but the usual",
    {
      "package.json": manifest(),
      "index.js": "",
      ".env": "",
      ".git/config": "",
      "node_modules/x/index.js": "",
      ".npmrc": "",
      "a/.DS_Store": "",
      "package-lock.json": "{}",
    },
  ],
  [
    "files of package.json, and what is always there",
    {
      "package.json": manifest({ files: ["lib", "!lib/private"], main: "main.js", bin: "./tool.js" }),
      "lib/a.js": "",
      "lib/private/b.js": "",
      "main.js": "",
      "tool.js": "",
      "test.js": "",
      "README.md": "",
      LICENCE: "",
    },
  ],
  [
    ".npmignore in place of .gitignore, in folders too",
    {
      "package.json": manifest(),
      ".gitignore": "dist\n",
      ".npmignore": "*.log\n!keep.log\n",
      "dist/a.js": "",
      "a.log": "",
      "keep.log": "",
      "src/.npmignore": "secret*\n",
      "src/secret.ts": "",
      "src/open.ts": "",
    },
  ],
  [".gitignore alone", { "package.json": manifest(), ".gitignore": ".env\nbuild/\n", ".env": "", "build/x.js": "", "index.js": "" }],
  [
    "dependencies that are bundled",
    {
      "package.json": manifest({ dependencies: { one: "1", two: "1" }, bundledDependencies: ["one"] }),
      "node_modules/one/package.json": JSON.stringify({ name: "one", version: "1.0.0", dependencies: { three: "1" } }),
      "node_modules/one/index.js": "",
      "node_modules/two/package.json": JSON.stringify({ name: "two", version: "1.0.0" }),
      "node_modules/two/index.js": "",
      "node_modules/three/package.json": JSON.stringify({ name: "three", version: "1.0.0" }),
      "node_modules/three/a.js": "",
    },
  ],
])("names the files that npm would pack: %s", async (_, files) => {
  const folder = made(files);
  const own = await packedFiles(folder);
  expect(own).toEqual(byNpm(folder));
  expect(own).toContain("package.json");
});

it("names the files that npm would pack of a workspace", async () => {
  const folder = made({
    "package.json": JSON.stringify({ name: "root", version: "1.0.0", private: true, workspaces: ["packages/*"] }),
    ".npmignore": "*.map\n",
    "packages/one/package.json": manifest({ main: "./main.js", bin: { one: "./bin/one.js" }, files: ["dist/", "./bin"] }),
    "packages/one/main.js": "",
    "packages/one/bin/one.js": "",
    "packages/one/dist/a.js": "",
    "packages/one/dist/a.js.map": "",
    "packages/one/other.js": "",
  });
  const own = await packedFiles(join(folder, "packages/one"));
  expect(own).toEqual(byNpm(join(folder, "packages/one")));
});

it("scans what would be shipped, and nothing else", async () => {
  const folder = made({
    "package.json": manifest({ files: ["dist"] }),
    "dist/app.js": line(1),
    "dist/.env": line(2),
    "src/app.ts": line(3),
    ".env": line(4),
  });
  mkdirSync(join(folder, "dist/inner"));
  symlinkSync("/etc/hostname", join(folder, "dist/inner/link"));
  const { found, complete, coverage } = await scanned([`packed:${folder}`]);
  expect(found).toEqual({ [token(1)]: ["dist/app.js:2:7"], [token(2)]: ["dist/.env:2:7"] });
  expect(complete).toBe(true);
  expect(coverage.files).toBe(3);
});

it("says what is wrong", async () => {
  await expect(scanned([`packed:${made({ "a.js": "" })}`])).rejects.toThrow(/No package is there/);
});
