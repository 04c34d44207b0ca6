// Makes dist/: the npm package `stanch`, and what ./stanch starts. `npm pack ./dist` gives the tarball.
//   stanch.mjs   loads main.js with the code that V8 compiled in earlier runs; thread.cjs does so for worker threads
//   main.js      scan and hook run in one file, as one function
//   all.js       all commands in one file, loaded for every other one
//   detectors.*  kinds of secrets, loaded when a keyword of theirs is met; samples.cjs: their examples, for doctor
//   server.mjs, workflow.mjs, server-*.mjs, migrations/  the server, loaded by the commands that need it
//   aws-sdk.mjs, google-auth.mjs, octokit.mjs, …  libraries that one secret store needs, loaded when that is called
//   tree-sitter*  grammars of the languages that stanch fix edits, loaded when it meets one
//   *.wasm, …    files that a module names with new URL("./NAME", import.meta.url)
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleServer } from "./bundle-server.mjs";
import { bundle, bundleApart, bundleDetectors, bundleSamples, bundleStart } from "./bundle.mjs";
import { WHOLE } from "./late-detectors.mjs";
import { setup as generate } from "./generate.mjs";
import { notices } from "./notices.mjs";
import { tables } from "./tables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = process.argv[2] ?? join(root, "dist");

const manifest = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8"));
const packageJson = {
  name: "stanch",
  version: manifest.version,
  description: "Finds leaked secrets in files and in full git history",
  license: "Apache-2.0",
  type: "module",
  bin: { stanch: "stanch.mjs" },
  engines: { node: ">=22.15" },
  keywords: ["secrets", "secret-scanning", "leak", "git", "security"],
};

/** Data files that bundled modules read from beside themselves, by name. */
function assetsOf(files) {
  const assets = new Map();
  for (const file of files.filter((path) => path.startsWith("packages/"))) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, name = ""] of text.matchAll(/new URL\("\.\/([\w.-]+)", import\.meta\.url\)/g)) {
      if (name === "tables.gen.bin") continue; // made below, from the sources
      if (name.endsWith(".ts")) throw new Error(`${file} starts ${name}, which the bundle has not: start a worker from import.meta.url`);
      const from = join(root, dirname(file), name);
      if (assets.has(name) && assets.get(name) !== from) throw new Error(`two data files are called ${name}: ${from}, ${assets.get(name)}`);
      assets.set(name, from);
    }
  }
  return assets;
}

/** Files of the packages that carry grammars, as codemods/src/grammar.ts names them; the parser itself is CommonJS. */
function grammarFiles() {
  const text = readFileSync(join(root, "packages/codemods/src/grammar.ts"), "utf8");
  const named = [...text.matchAll(/"(@[\w-]+\/[\w-]+\/[\w./-]+\.wasm)"/g)].map(([, path]) => path);
  const folder = "@vscode/tree-sitter-wasm/wasm";
  return [...named, `${folder}/tree-sitter.wasm`, `${folder}/tree-sitter.js`].map((path) => `node_modules/${path}`);
}

/** Writes each file beside its place, then moves all: a start during the build finds the old or the new one, never half. */
function replaceFolder(files) {
  mkdirSync(target, { recursive: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, `${name}.new`), content);
  }
  chmodSync(join(target, "stanch.mjs.new"), 0o755);
  for (const [name] of files) renameSync(join(target, `${name}.new`), join(target, name));
  // The dashboard is built apart, by its own tool.
  const kept = new Set([...files.keys()].map((name) => name.split("/")[0])).add("dashboard");
  for (const name of readdirSync(target)) if (!kept.has(name)) rmSync(join(target, name), { recursive: true });
  for (const folder of new Set([...files.keys()].map(dirname)))
    if (folder !== ".")
      for (const name of readdirSync(join(target, folder)))
        if (!files.has(`${folder}/${name}`)) rmSync(join(target, folder, name), { recursive: true });
}

generate();
// esbuild has printed its errors with file and line; its stack says nothing more.
const made = await tables(root).catch(() => process.exit(1));
const detectors = await bundleDetectors();
const { texts, files } = await bundle(
  { STANCH_DETECTORS_DIGEST: JSON.stringify(made.digest), STANCH_BUNDLED: "true" },
  made,
  detectors.ends,
).catch(() => process.exit(1));
const out = new Map(texts);
for (const [name, from] of assetsOf(files)) out.set(name, readFileSync(from));
out.set("tables.gen.bin", made.bytes);
for (const [name, text] of detectors.files) out.set(name, text);
out.set("samples.cjs", await bundleSamples());
const grammars = grammarFiles();
for (const file of grammars) out.set(basename(file).replace(/\.js$/, ".cjs"), readFileSync(join(root, file)));
const apart = await bundleApart();
const server = await bundleServer({ STANCH_BUNDLED: "true" });
for (const [name, content] of server.texts) out.set(name, content);
for (const { name, bytes } of apart) out.set(name, bytes);
/** Of what start.mjs loads through its cache: other text is never run with code that was compiled of this one. */
const digests = Object.fromEntries(
  ["main.js", "all.js", WHOLE].map((name) => [name, createHash("sha256").update(out.get(name)).digest("hex").slice(0, 16)]),
);
const define = { STANCH_VERSION: JSON.stringify(manifest.version), STANCH_DIGESTS: JSON.stringify(digests) };
out.set("stanch.mjs", await bundleStart("boot", define));
out.set("thread.cjs", await bundleStart("thread", define, "cjs"));
out.set("package.json", `${JSON.stringify(packageJson, undefined, 2)}\n`);
out.set(
  "THIRD-PARTY-NOTICES.txt",
  notices(root, [
    ...files,
    ...grammars,
    ...[...apart.flatMap(({ files }) => files), ...server.files].filter((file) => file.includes("node_modules/")),
  ]),
);
for (const name of ["README.md", "LICENSE", "CHANGELOG.md"])
  if (existsSync(join(root, name))) out.set(basename(name), readFileSync(join(root, name)));
replaceFolder(out);
if (process.argv[2] === undefined) {
  mkdirSync(join(root, ".stanch-build"), { recursive: true });
  const launcher = join(root, ".stanch-build/launch.mjs");
  writeFileSync(`${launcher}.new`, await bundleStart("launch", {}));
  renameSync(`${launcher}.new`, launcher);
}
