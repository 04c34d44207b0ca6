import type { Codemod } from "../types.ts";
import { ecma } from "./_ecma.ts";

export const javascript: Codemod = ecma({
  id: "javascript",
  title: "JavaScript",
  matches: (path) => /\.(?:[cm]?js|jsx|es6)$/.test(path),
  matchesText: (_, text) => /^#![^\n]*\b(?:node|nodejs|bun|zx)\b/.test(text),
  // Annotations of Flow are no JavaScript: the grammar of TypeScript knows most of them.
  grammars: () => ["javascript", "tsx"],
  isTyped: false,
});
