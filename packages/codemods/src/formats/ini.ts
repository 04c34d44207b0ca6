import { INI, LinesText } from "../text/lines.ts";
import { rewriteEach, settle } from "../text/place.ts";
import { byProgram } from "../text/programs.ts";
import type { Codemod } from "../types.ts";

/** INI and its kin: `.npmrc`, `.pypirc`, `pip.conf`, `tox.ini` … */
export const ini: Codemod = {
  id: "ini",
  title: "INI",
  matches: (path) => /\.(?:ini|cfg|conf|cnf)$|(?:^|\/)\.(?:npmrc|pypirc|gitconfig|my\.cnf)$|(?:^|\/)\.git\/config$/.test(path),
  parses: async () => true, // each program has its own idea of the form
  async rewrite(file, targets, project) {
    const read = new LinesText(file.text, INI);
    const scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => settle(target, read.locate(target), (place) => byProgram(place, target, scene)));
  },
};
