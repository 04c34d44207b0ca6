import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { scanText } from "@stanch/engine";
import type { Detector } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { repository } from "./checkout.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const inDocs = readdirSync(join(repository, "docs")).filter((name) => name.endsWith(".md"));
const documents = [...readdirSync(repository).filter((name) => name.endsWith(".md")), ...inDocs.map((name) => `docs/${name}`)];

/** Where options are declared. */
const OPTION_FILES = [
  "packages/cli/src/program.ts",
  ...["scan", "ci", "hook", "store", "receipt", "migrate", "server"].map((name) => `packages/cli/src/commands/${name}-options.ts`),
];

describe.each(documents)("%s", (path) => {
  const text = read(path);

  it("links only to files that exist", () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(repository, dirname(path), link)))).toEqual([]);
  });

  it("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it("names only options of stanch that exist", () => {
    const program = OPTION_FILES.map(read).join("\n");
    const commands = [...text.matchAll(/stanch (?:scan|ci|explain|detectors|init|doctor|server|worker|push|audit)[^\n`#]*/g)].map(
      ([command]) => command,
    );
    const options = commands.flatMap((command) => [...command.matchAll(/ (--[a-z][a-z-]*)/g)].map(([, option = ""]) => option));
    expect(options.filter((option) => option !== "--help" && !program.includes(option))).toEqual([]);
  });
});

it("has no document that the code has left behind (npm run docs)", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(repository, "scripts/docs.mjs"), "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

it("shows a detector in CONTRIBUTING.md that finds its examples and passes over its near misses", async () => {
  const block = /```ts\n([\s\S]*?)```/.exec(read("CONTRIBUTING.md"))?.[1] ?? "";
  const model = pathToFileURL(join(repository, "packages/model/src/index.ts")).href;
  const code = stripTypeScriptTypes(block.replaceAll("\n   ", "\n")).replace('"@stanch/model"', JSON.stringify(model));
  const folder = mkdtempSync(join(tmpdir(), "stanch-docs-"));
  try {
    writeFileSync(join(folder, "acme.mjs"), code);
    const { acmeApiKey } = (await import(pathToFileURL(join(folder, "acme.mjs")).href)) as { acmeApiKey: Detector }; // made just above
    expect(acmeApiKey.examples.map((text) => scanText(text, [acmeApiKey]).length)).toEqual([1, 1]);
    expect(acmeApiKey.counterExamples.map((text) => scanText(text, [acmeApiKey]).length)).toEqual([0, 0, 0]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
