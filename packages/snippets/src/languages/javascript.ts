import type { Language } from "../types.ts";
import { ecma } from "./_ecma.ts";

export const javascript: Language = {
  id: "javascript",
  title: "JavaScript",
  aliases: ["js", "node", "mjs"],
  comment: "//",
  write: (wanted) => ecma(wanted, false),
};
