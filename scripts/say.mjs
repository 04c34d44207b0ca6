// What the scripts of a checkout share: its root, words to the user, files that may not be there.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** An expected failure: shown without a stack. */
export class SetupError extends Error {}

export const say = (text) => process.stderr.write(`stanch: ${text}\n`);

export const readOr = (path, otherwise) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
};
