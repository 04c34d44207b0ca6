import { number, object, text } from "../import-rules/foreign-rule.ts";
import { type ForeignFormat, type ForeignSetup, NOTHING, type Reported, linesOf, slashed } from "./foreign-setup.ts";
import { globsOf } from "./paths.ts";

/** The file of `--exclude-paths`: an expression a line. It has no fixed name: those in use are guessed. */
export const trufflehog: ForeignFormat = {
  id: "trufflehog",
  title: "trufflehog's file of excluded paths",
  form: "text",
  isNamed: (path) => /^(?:\.github\/)?\.?trufflehog[._-]?(?:ignore|exclude)[\w-]*(?:\.txt)?$/.test(path),
  read: (value) => {
    const exclude: ForeignSetup["exclude"][number][] = [];
    const lost: ForeignSetup["lost"][number][] = [];
    for (const { line, number: at } of linesOf(value)) {
      const globs = globsOf(line);
      if (globs === undefined) lost.push({ what: `line ${at}: ${line}`, why: 'no glob says the same: write one into "exclude"' });
      else exclude.push({ was: line, globs });
    }
    return { ...NOTHING, exclude, lost };
  },
  readReport,
};

/** `--json`: one object a line, which arrives here as a list. */
function readReport(value: unknown): readonly Reported[] | undefined {
  const entries = (Array.isArray(value) ? value : [value]).map(object).filter((entry) => "SourceMetadata" in entry);
  if (entries.length === 0) return undefined;
  return entries.map((entry) => {
    const data = object(object(entry["SourceMetadata"])["Data"]);
    const [place] = Object.values(data).map(object);
    const line = number(place?.["line"]);
    const commit = text(place?.["commit"]);
    const secret = text(entry["Raw"]);
    return {
      path: slashed(text(place?.["file"]) ?? ""),
      rule: text(entry["DetectorName"]) ?? "",
      ...(line === undefined || line === 0 ? {} : { line }),
      ...(commit === undefined ? {} : { commit }),
      ...(secret === undefined ? {} : { isSecret: (one) => one.isSecret(secret) }),
    };
  });
}
