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

/** `cards`: of all detectors in order; `set`: what they look for, as JSON; `mark`: what the file of their tables begins with. */
export function lateDetectors({ cards, set, mark }) {
  const found = places();
  if (found.length !== cards.length) throw new Error(`${found.length} detectors are declared and ${cards.length} are in the index`);
  const files = [...new Set(found.map(({ file }) => file))];
  const rows = found.map(({ file, name }, index) => [cards[index], files.indexOf(file), name]);
  const contents = `
import { lateDetector } from "@stanch/model";
const load = [${files.map((file) => `() => require(${JSON.stringify(`./${file}`)})`).join(", ")}];
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
