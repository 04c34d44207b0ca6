import type { Language } from "../types.ts";
import { ecma, ecmaHelper } from "./_ecma.ts";

export const typescript: Language = {
  id: "typescript",
  title: "TypeScript",
  aliases: ["ts"],
  comment: "//",
  write: (wanted) => ecma(wanted, true),
  helper: (reference, title, variable) => ecmaHelper(reference, title, variable, true),
};
