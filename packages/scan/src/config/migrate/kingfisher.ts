import { list, number, object, text } from "../import-rules/foreign-rule.ts";
import { type Accepted, type ForeignFormat, NOTHING, type Reported, slashed } from "./foreign-setup.ts";

/** A baseline of kingfisher. Its fingerprints are hashes of its own: file and line say which finding is meant. */
export const kingfisher: ForeignFormat = {
  id: "kingfisher",
  title: "kingfisher baseline",
  form: "yaml",
  isNamed: (path) => /^\.?(?:kingfisher[._-]baseline|baseline-file)\.ya?ml$/.test(path),
  read: (value) => {
    const root = object(value);
    // Version 2 has a list for each repository, the one before had one list.
    const lists = [object(root["ExactFindings"])["matches"], ...list(root["repositories"]).map((one) => object(one)["findings"])];
    if (!lists.some(Array.isArray)) return { ...NOTHING, lost: [{ what: "the file", why: "it is no baseline of kingfisher" }] };
    const entries = lists.flatMap(list).map(object).map(placeOf);
    return { ...NOTHING, accepted: [...new Map(entries.map((entry) => [`${entry.path}:${entry.line}`, entry])).values()].map(acceptedOf) };
  },
  readReport,
};

interface Place {
  readonly path: string;
  readonly line: number | undefined;
}

const placeOf = (entry: Readonly<Record<string, unknown>>): Place => ({
  path: slashed(text(entry["path"]) ?? text(entry["filepath"]) ?? ""),
  line: number(entry["line"]) ?? number(entry["linenum"]),
});

const acceptedOf = ({ path, line }: Place): Accepted => ({
  what: `${path}:${line ?? "?"}`,
  accepts: (place) => place.path === path && place.line === line,
});

function readReport(value: unknown): readonly Reported[] | undefined {
  const entries = list(object(value)["findings"]).map(object);
  if (!Array.isArray(object(value)["findings"]) || !entries.every((entry) => "rule" in entry && "finding" in entry)) return undefined;
  return entries.map((entry) => {
    const finding = object(entry["finding"]);
    const line = number(finding["line"]);
    const secret = text(finding["snippet"]);
    return {
      path: slashed(text(finding["path"]) ?? ""),
      rule: text(object(entry["rule"])["id"]) ?? "",
      ...(line === undefined ? {} : { line }),
      ...(secret === undefined ? {} : { isSecret: (place) => place.isSecret(secret) }),
    };
  });
}
