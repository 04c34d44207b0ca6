// Lists each folder of one-file-a-thing into a git-ignored index.gen.ts, so that adding a thing touches one file, and
// compiles the kernel. Run it as a program, or let vitest call `setup` before the tests.
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { buildKernel } from "./kernel.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Files of a folder that hold one of its things each. */
export const filesOf = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith(".gen.ts") && !name.startsWith("_"))
    .sort();

/** Exported constants of a declared type: `export const NAME: TYPE`. */
export const exportsOf = (path, type) =>
  [...readFileSync(join(root, path), "utf8").matchAll(new RegExp(`^export const (\\w+): ${type}\\b`, "gm"))].map((found) => found[1]);

function writeIndex({ folder, type, name, from = "@stanch/model", extra = "" }) {
  const imports = [];
  const members = [];
  for (const file of filesOf(folder)) {
    const names = exportsOf(`${folder}/${file}`, type);
    if (names.length === 0) continue;
    // Two files may use one name; the ids are what must differ, and a test says so.
    const alias = (name) => `${name}_${imports.length}`;
    members.push(...names.map(alias));
    imports.push(`import { ${names.map((name) => `${name} as ${alias(name)}`).join(", ")} } from "./${file}";`);
  }
  const text = `// Made by scripts/generate.mjs from the files of this folder.
import type { ${type} } from "${from}";
${imports.join("\n")}

export const ${name}: readonly ${type}[] = [
${members.map((member) => `  ${member},`).join("\n")}
];
${extra}`;
  replaceIfNew(join(root, folder, "index.gen.ts"), text);
}

function replaceIfNew(path, text) {
  let before = "";
  try {
    before = readFileSync(path, "utf8");
  } catch {
    // first run
  }
  if (before === text) return;
  // Written beside and moved over: a test run that starts at this moment never reads half a list.
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

// The bundle has another index in this one's place: see late-detectors.mjs.
const NOT_PREPARED = `
/** What the set of all detectors looks for, as JSON, and what its tables are marked with: made by the build for the bundle. */
export const prepared: { readonly set: string; readonly mark: string } | undefined = undefined;
`;

/** What kept verdicts on expressions are of: the checker's sources, and the versions of what they use. */
function writeCheckerDigest() {
  const folder = join(root, "packages/engine/src/regex-safety");
  const sources = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".gen.ts"));
  const hash = createHash("sha256").update(readFileSync(join(root, "packages/engine/package.json")));
  for (const name of sources.sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  const text = `// Made by scripts/generate.mjs from the files of this folder.\nexport const CHECKER_DIGEST = "${hash.digest("hex").slice(0, 16)}";\n`;
  replaceIfNew(join(folder, "digest.gen.ts"), text);
}

export function setup() {
  writeIndex({ folder: "packages/detectors/src", type: "Detector", name: "detectors", extra: NOT_PREPARED });
  writeIndex({ folder: "packages/providers/src", type: "Provider", name: "providers" });
  writeIndex({ folder: "packages/providers/src/rotate", type: "Rotator", name: "rotators" });
  writeIndex({ folder: "packages/explain/src/guides", type: "Guide", name: "guides", from: "../guide.ts" });
  writeIndex({ folder: "packages/explain/src/hygiene", type: "HygieneCheck", name: "hygieneChecks", from: "../hygiene-check.ts" });
  writeIndex({ folder: "packages/codemods/src/languages", type: "Codemod", name: "languages", from: "../types.ts" });
  writeIndex({ folder: "packages/codemods/src/formats", type: "Codemod", name: "formats", from: "../types.ts" });
  writeIndex({ folder: "packages/ci/src/systems", type: "CiSystem", name: "systems", from: "../system.ts" });
  writeIndex({ folder: "packages/impact/src/readers", type: "Reader", name: "readers", from: "../reader.ts" });
  writeIndex({ folder: "packages/impact/src/logs", type: "LogReader", name: "logReaders", from: "../reader.ts" });
  writeCheckerDigest();
  buildKernel();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup();
