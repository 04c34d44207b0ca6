import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { repository, run } from "./checkout.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

async function lint(files: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const root = mkdtempSync(join(tmpdir(), "stanch-arrows-"));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "packages", path)), { recursive: true });
    writeFileSync(join(root, "packages", path), text);
  }
  return run(process.execPath, [join(repository, "scripts/lint-arrows.mjs"), root]);
}

const manifest = (...dependencies: string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(dependencies.map((name) => [`@stanch/${name}`, "*"])) });

it.each([
  [
    "a sibling",
    { "sources/package.json": "{}", "sources/src/a.ts": '// one\nimport { x } from "@stanch/engine";\n' },
    "sources/src/a.ts:2",
  ],
  [
    "a sibling's types",
    { "reports/package.json": "{}", "reports/src/a.ts": 'import type { X } from "@stanch/scan/jobs";\n' },
    "reports/src/a.ts:1",
  ],
  ["something above", { "scan/package.json": "{}", "scan/src/in/a.ts": 'export * from "@stanch/cli";\n' }, "scan/src/in/a.ts:1"],
  [
    "a sibling at run time",
    { "engine/package.json": "{}", "engine/src/a.ts": 'const x = await import("@stanch/detectors");\n' },
    "engine/src/a.ts:1",
  ],
  [
    "another package by a path",
    { "engine/package.json": "{}", "engine/src/a.ts": 'import "../../model/src/x.ts";\n' },
    "engine/src/a.ts:1",
  ],
  ["a sibling as a dependency", { "model/package.json": manifest("engine") }, "model/package.json"],
  ["a package without a place", { "rooms/package.json": "{}" }, "packages/rooms"],
])("refuses %s", async (_, files, where) => {
  const ended = await lint(files as Record<string, string>); // a union of literal shapes, each of strings
  expect(ended.stderr).toContain(where);
  expect(ended.code).toBe(1);
});

it("lets arrows point down, files of a package meet, and tests import anything", async () => {
  const ended = await lint({
    "scan/package.json": manifest("model", "engine"),
    "scan/src/in/a.ts": 'import "@stanch/engine";\nimport "../b.ts";\nimport "node:fs";\n',
    "engine/package.json": "{}",
    "engine/src/a.test.ts": 'import "@stanch/detectors";\n',
    "engine/test/b.ts": 'import "@stanch/cli";\n',
  });
  expect(ended).toMatchObject({ code: 0, stderr: "2 packages, 0 wrong imports\n" });
});
