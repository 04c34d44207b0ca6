// The bundle's index of detectors: cards of all kinds and what they look for, made here by the build, and each provider's
// module loaded when one of its keywords is met.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportsOf, filesOf } from "./generate.mjs";

const FOLDER = "packages/detectors/src";
const root = fileURLToPath(new URL("..", import.meta.url));

/** Where the detectors stand, in the order of index.gen.ts. */
function places() {
  return filesOf(FOLDER).flatMap((file) => exportsOf(`${FOLDER}/${file}`, "Detector").map((name) => ({ file, name })));
}

/** In the program itself: nearly every scan meets their keywords. All others lie in detectors.cjs. */
const isCommon = (file) => file.startsWith("generic-");

/** The file names of the detectors that lie apart, and a module that loads each when it is asked for. */
export function apartFrom() {
  const files = [...new Set(places().map(({ file }) => file))].filter((file) => !isCommon(file));
  return {
    contents: `export const load = { ${files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`).join(", ")} };`,
    resolveDir: join(root, FOLDER),
  };
}

/** `cards`: of all detectors in order; `set`: what they look for, as JSON; `mark`: what the file of their tables begins with. */
export function lateDetectors({ cards, set, mark }) {
  const found = places();
  if (found.length !== cards.length) throw new Error(`${found.length} detectors are declared and ${cards.length} are in the index`);
  const files = [...new Set(found.map(({ file }) => file))];
  const rows = found.map(({ file, name }, index) => [cards[index], files.indexOf(file), name]);
  const contents = `
import { createRequire } from "node:module";
import { lateDetector } from "@stanch/model";
let apart;
const fromApart = (file) => (apart ??= createRequire(import.meta.url)("./detectors.cjs").load)[file]();
const load = [${files.map((file) => `() => ${isCommon(file) ? "require" : "fromApart"}(${JSON.stringify(isCommon(file) ? `./${file}` : file)})`).join(", ")}];
const rows = JSON.parse(${JSON.stringify(JSON.stringify(rows))});
export const detectors = rows.map(([card, file, name]) => lateDetector(card, () => load[file]()[name]));
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
