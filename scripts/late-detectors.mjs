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

/** What packages/scan/src/pool.ts tells a worker thread in its arguments. */
const WORKER_MARK = "stanch-scan-worker";

/** In the program itself: nearly every scan meets their keywords. All others lie apart. */
const isCommon = (file) => file.startsWith("generic-");

/** All of them, for worker threads: they meet the keywords of many, and 27 files cost each some 30 ms more than one. */
const WHOLE = "detectors.cjs";
/** The small file that a detector lies in as well: a hook meets three kinds, and waited 15 ms for all of them. */
const partOf = (file) => `detectors-${/^[a-z]/.test(file) ? file[0] : "0"}.cjs`;

/** By name, the entries of the files of detectors that lie apart: each gives functions that load a module. */
export function apart() {
  const files = [...new Set(places().map(({ file }) => file))].filter((file) => !isCommon(file));
  return new Map(
    [[WHOLE, files], ...Map.groupBy(files, partOf)].map(([name, those]) => {
      const members = those.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`);
      return [name, { contents: `export const load = { ${members.join(", ")} };`, resolveDir: join(root, FOLDER) }];
    }),
  );
}

const loaderOf = (file) =>
  isCommon(file)
    ? `() => require(${JSON.stringify(`./${file}`)})`
    : `() => fromApart(${JSON.stringify(`./${partOf(file)}`)}, ${JSON.stringify(file)})`;

/** `cards`: of all detectors in order; `set`: what they look for, as JSON; `mark`: what the file of their tables begins with. */
export function lateDetectors({ cards, set, mark }) {
  const found = places();
  if (found.length !== cards.length) throw new Error(`${found.length} detectors are declared and ${cards.length} are in the index`);
  const files = [...new Set(found.map(({ file }) => file))];
  const rows = found.map(({ file, name }, index) => [cards[index], files.indexOf(file), name]);
  const contents = `
import { createRequire } from "node:module";
import { lateDetector } from "@stanch/model";
const ours = createRequire(import.meta.url);
const whole = process.argv[2] === ${JSON.stringify(WORKER_MARK)} ? ours("./${WHOLE}") : undefined;
const fromApart = (part, file) => (whole ?? ours(part)).load[file]();
const load = [${files.map(loaderOf).join(", ")}];
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
