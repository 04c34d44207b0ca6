// Imports between packages point one way. Under npm workspaces a wrong arrow resolves, so this refuses it.
// `node scripts/lint-arrows.mjs [ROOT]` prints each wrong import as path:line and ends with 1 when there is one.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What each package may import of ours. A new package must be entered here: that is the moment to think of its place. */
const ARROWS = {
  model: [],
  engine: ["model"],
  detectors: ["model"],
  sources: ["model"],
  providers: ["model"],
  reports: ["model"],
  explain: ["model"],
  stores: ["model"],
  snippets: ["model"],
  codemods: ["model"],
  hooks: ["model"],
  ci: ["model"],
  misuse: ["model"],
  impact: ["model"],
  workflow: ["model"],
  server: [
    "model",
    "workflow",
    "providers",
    "stores",
    "explain",
    "snippets",
    "codemods",
    "misuse",
    "impact",
    "scan",
    "reports",
    "engine",
    "detectors",
  ],
  dashboard: [],
  scan: ["model", "engine", "detectors", "sources", "providers"],
  cli: [
    "model",
    "engine",
    "detectors",
    "sources",
    "providers",
    "reports",
    "explain",
    "scan",
    "stores",
    "snippets",
    "codemods",
    "hooks",
    "ci",
    "misuse",
    "impact",
    "workflow",
    "server",
  ],
};
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\s*\(\s*|\bresolve\s*\(\s*)["']([^"']+)["']/g;

function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "test" ? [] : sourcesIn(root, path);
    return /\.[mc]?tsx?$/.test(entry.name) && !/\.(test|bench|fuzz)\./.test(entry.name) ? [path] : [];
  });
}

/** Sentence about one import, or undefined when it is right. `depth`: folders between the file and its package's root. */
function fault(name, specifier, depth) {
  if (specifier.startsWith(".")) {
    const up = specifier.split("/").filter((part) => part === "..").length;
    return up > depth ? `${name} reaches out of its package by a path: ${specifier}` : undefined;
  }
  const target = /^@stanch\/([^/]+)/.exec(specifier)?.[1];
  if (target === undefined || target === name || ARROWS[name]?.includes(target)) return undefined;
  return `${name} must not import ${target}: what both need moves down to model`;
}

function faultsOfFile(root, name, path) {
  const depth = path.split("/").length - 3; // packages/NAME/src/a.ts → one folder to leave before the package's root
  return readFileSync(join(root, path), "utf8")
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(IMPORT)].flatMap(([, specifier = ""]) => {
        const sentence = /^\s*(\/\/|\*)/.test(line) ? undefined : fault(name, specifier, depth);
        return sentence === undefined ? [] : [`${path}:${index + 1}: ${sentence}`];
      }),
    );
}

function faultsOfPackage(root, name) {
  if (ARROWS[name] === undefined) return [`packages/${name}: unknown package, enter what it may import in scripts/lint-arrows.mjs`];
  const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  const declared = Object.keys(manifest.dependencies ?? {})
    .map((dependency) => fault(name, dependency, 0))
    .filter((sentence) => sentence !== undefined)
    .map((sentence) => `packages/${name}/package.json: ${sentence}`);
  const files = existsSync(join(root, "packages", name, "src")) ? sourcesIn(root, `packages/${name}/src`) : [];
  return [...declared, ...files.flatMap((path) => faultsOfFile(root, name, path))];
}

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const packages = readdirSync(join(root, "packages")).filter((name) => existsSync(join(root, "packages", name, "package.json")));
const faults = packages.flatMap((name) => faultsOfPackage(root, name));
for (const line of faults) console.error(line);
console.error(`${packages.length} packages, ${faults.length} wrong imports`);
process.exit(faults.length === 0 ? 0 : 1);
