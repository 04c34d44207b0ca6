import { object, texts } from "../import-rules/foreign-rule.ts";
import { type ForeignFormat, NOTHING, widened } from "./foreign-setup.ts";

/** `.github/secret_scanning.yml`: globs from the top of the repository. */
export const github: ForeignFormat = {
  id: "github",
  title: "GitHub secret scanning configuration",
  form: "yaml",
  isNamed: (path) => /^\.github\/secret_scanning\.ya?ml$/.test(path),
  read: (value) => {
    const paths = texts(object(value)["paths-ignore"]);
    const plain = paths.filter((path) => !path.startsWith("!"));
    return {
      ...NOTHING,
      exclude: plain.map((was) => widened(was, was.includes("/") ? was : `/${was}`)),
      lost: paths
        .filter((path) => path.startsWith("!"))
        .map((path) => ({ what: `path ${path}`, why: "a glob of stanch takes nothing back" })),
    };
  },
};
