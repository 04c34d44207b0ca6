import { rewriteEach, settle } from "../text/place.ts";
import { byProgram } from "../text/programs.ts";
import { XmlText } from "../text/xml.ts";
import type { Codemod } from "../types.ts";

export const xml: Codemod = {
  id: "xml",
  title: "XML",
  matches: (path) => /\.(?:xml|config|\w+proj|props|targets|plist|xaml|axml)$/.test(path),
  parses: async (text) => new XmlText(text).isValid,
  async rewrite(file, targets, project) {
    const read = new XmlText(file.text);
    const scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => settle(target, read.locate(target), (place) => byProgram(place, target, scene)));
  },
};
