// The bundle's index of detectors: cards of all kinds and what they look for, made here by the build, and each provider's
// module loaded when one of its keywords is met.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportsOf, filesOf } from "./generate.mjs";

const FOLDER = "packages/detectors/src";
const root = fileURLToPath(new URL("..", import.meta.url));

/** Where the detectors stand, in the order of index.gen.ts. */
function places() {
  return filesOf(FOLDER).flatMap((file) => exportsOf(`${FOLDER}/${file}`, "Detector").map((name) => ({ file, name })));
}

/** What packages/scan/src/pool.ts tells a worker thread in its arguments. */
const WORKER_MARK = "stanch-scan-worker";

/** In the program itself: nearly every scan meets their keywords. All others lie apart. */
const isCommon = (file) => file.startsWith("generic-");

/** All of them, for worker threads: they meet the keywords of many, and one file with V8's cached code beats hundreds. */
export const WHOLE = "detectors.js";
/**
 * The same providers one after the other, each a module of its own, for the main thread: a hook meets three kinds, reads these
 * few kilobytes and compiles them in a third of a millisecond each. Whole files of many cost it 10 ms.
 */
export const PARTS = "detectors.parts.js";

/** Files of detectors that lie apart, in the order of the index. */
export function apart() {
  return [...new Set(places().map(({ file }) => file))].filter((file) => !isCommon(file));
}

/** The entry of the file that holds all of them: it gives functions that load a module. */
export function wholeEntry() {
  const members = apart().map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`);
  return { name: WHOLE, contents: `export const load = { ${members.join(", ")} };`, resolveDir: join(root, FOLDER) };
}

/**
 * `cards`: of all detectors in order; `set`: what they look for, as JSON; `mark`: what the file of their tables begins with;
 * `ends`: where each of `apart()` ends in PARTS.
 */
export function lateDetectors({ cards, set, mark }, ends) {
  const found = places();
  if (found.length !== cards.length) throw new Error(`${found.length} detectors are declared and ${cards.length} are in the index`);
  const files = [...new Set(found.map(({ file }) => file))];
  const rows = found.map(({ file, name }, index) => [cards[index], files.indexOf(file), name]);
  const parts = apart();
  const helpers = readdirSync(join(root, FOLDER))
    .filter((name) => name.startsWith("_") && name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `${JSON.stringify(`./${name}`)}: () => require(${JSON.stringify(`./${name}`)})`);
  const common = files.filter(isCommon).map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`);
  const contents = `
import { closeSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import * as model from "@stanch/model";
const files = ${JSON.stringify(files)};
const apart = new Map(${JSON.stringify(parts)}.map((file, index) => [file, index]));
const ends = ${JSON.stringify(ends)};
const common = { ${common.join(", ")} };
let loader;
// What parts share is the program's own: a copy in each would be read and evaluated with it.
const shared = { "@stanch/model": () => model, ${helpers.join(", ")} };
const ours = (path) => shared[path]?.() ?? (loader ??= createRequire(import.meta.url))(path);
function allOfThem() {
  const module = { exports: {} };
  STANCH_HOST.load("${WHOLE}")(module, module.exports, ours);
  return module.exports;
}
const whole = typeof STANCH_HOST === "object" && process.argv[2] === ${JSON.stringify(WORKER_MARK)} ? allOfThem() : undefined;
function fromParts(file) {
  const index = apart.get(file);
  const from = index === 0 ? 0 : ends[index - 1];
  const bytes = Buffer.allocUnsafe(ends[index] - from);
  const fd = openSync(new URL("./${PARTS}", import.meta.url));
  const read = readSync(fd, bytes, 0, bytes.length, from);
  closeSync(fd);
  if (read !== bytes.length) throw new Error("${PARTS} is cut off: install stanch again");
  const module = { exports: {} };
  new Function("module", "exports", "require", bytes.latin1Slice())(module, module.exports, ours);
  return module.exports;
}
const loaded = new Map();
function load(file) {
  let module = loaded.get(file);
  if (module === undefined) {
    module = common[file]?.() ?? (whole === undefined ? fromParts(file) : whole.load[file]());
    loaded.set(file, module);
  }
  return module;
}
const rows = JSON.parse(${JSON.stringify(JSON.stringify(rows))});
export const detectors = rows.map(([card, file, name]) => model.lateDetector(card, () => load(files[file])[name]));
export const prepared = { set: ${JSON.stringify(set)}, mark: ${JSON.stringify(mark)} };
`;
  return {
    name: "late-detectors",
    setup: ({ onLoad }) =>
      onLoad({ filter: /[\\/]packages[\\/]detectors[\\/]src[\\/]index\.gen\.ts$/ }, () => ({
        contents,
        loader: "js",
        resolveDir: join(root, FOLDER),
      })),
  };
}
