import type { Codemod } from "../types.ts";
import { ecma } from "./_ecma.ts";

export const javascript: Codemod = ecma({
  id: "javascript",
  title: "JavaScript",
  matches: (path) => /\.(?:[cm]?js|jsx|es6)$/.test(path),
  // Annotations of Flow are no JavaScript: the grammar of TypeScript knows most of them.
  grammars: () => ["javascript", "tsx"],
  isTyped: false,
});
