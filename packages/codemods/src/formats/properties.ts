import { LinesText, PROPERTIES } from "../text/lines.ts";
import { rewriteEach, settle } from "../text/place.ts";
import { byProgram } from "../text/programs.ts";
import type { Codemod } from "../types.ts";

export const properties: Codemod = {
  id: "properties",
  title: "Java properties",
  matches: (path) => /\.properties$|(?:^|\/)flyway\.conf$/.test(path),
  parses: async () => true, // every text is one
  async rewrite(file, targets, project) {
    const read = new LinesText(file.text, PROPERTIES);
    const scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => settle(target, read.locate(target), (place) => byProgram(place, target, scene)));
  },
};
