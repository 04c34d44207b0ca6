import { rewriteEach, settle } from "../text/place.ts";
import { byProgram } from "../text/programs.ts";
import { TomlText } from "../text/toml.ts";
import type { Codemod } from "../types.ts";

export const toml: Codemod = {
  id: "toml",
  title: "TOML",
  matches: (path) => /\.toml$|(?:^|\/)pipfile$|(?:^|\/)\.cargo\/(?:config|credentials)$|(?:^|\/)telegraf[\w.-]*\.conf$/.test(path),
  parses: async (text) => new TomlText(text).isValid,
  async rewrite(file, targets, project) {
    const read = new TomlText(file.text);
    const scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => settle(target, read.locate(target), (place) => byProgram(place, target, scene)));
  },
};
