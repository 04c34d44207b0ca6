import type { Codemod } from "../types.ts";
import { ecma } from "./_ecma.ts";

export const typescript: Codemod = ecma({
  id: "typescript",
  title: "TypeScript",
  matches: (path) => /\.(?:[cm]?ts|tsx)$/.test(path),
  grammars: (path) => [path.toLowerCase().endsWith(".tsx") ? "tsx" : "typescript"],
  isTyped: true,
});
