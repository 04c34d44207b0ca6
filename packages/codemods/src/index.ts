import { formats } from "./formats/index.gen.ts";
import { languages } from "./languages/index.gen.ts";
import type { Codemod } from "./types.ts";

export { applyEdits, lineOf } from "./edits.ts";
export { baseName } from "./rewrite.ts";
export type { Codemod, Edit, Helper, HelperOf, NewFile, Project, Refusal, Rewrite, SourceFile, Target } from "./types.ts";

/** All of them; of formats the more special come first by their file's name. */
export const codemods: readonly Codemod[] = [...languages, ...formats];

/** The codemod for a file by its path, else by how its text begins, or undefined for a kind of file that none knows. */
export function codemodFor(path: string, text = ""): Codemod | undefined {
  const cut = path.lastIndexOf("/") + 1;
  const name = path.slice(0, cut) + path.slice(cut).toLowerCase();
  return codemods.find(({ matches }) => matches(name)) ?? codemods.find(({ matchesText }) => matchesText?.(name, text) === true);
}
