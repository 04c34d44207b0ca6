import type { Language } from "../types.ts";
import { ecma, ecmaHelper } from "./_ecma.ts";

export const javascript: Language = {
  id: "javascript",
  title: "JavaScript",
  aliases: ["js", "node", "mjs"],
  comment: "//",
  write: (wanted) => ecma(wanted, false),
  helper: (reference, title, variable) => ecmaHelper(reference, title, variable, false),
};
