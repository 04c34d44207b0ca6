import { list, number, object, text } from "../import-rules/foreign-rule.ts";
import { type Accepted, type ForeignFormat, NOTHING, type Reported, slashed } from "./foreign-setup.ts";

/** A baseline of kingfisher. Its fingerprints are hashes of its own: file and line say which finding is meant. */
export const kingfisher: ForeignFormat = {
  id: "kingfisher",
  title: "kingfisher baseline",
  form: "yaml",
  isNamed: (path) => /^\.?(?:kingfisher[._-]baseline|baseline-file)\.ya?ml$/.test(path),
  read: (value) => {
    const matches = object(object(value)["ExactFindings"])["matches"];
    if (!Array.isArray(matches)) return { ...NOTHING, lost: [{ what: "the file", why: "it is no baseline of kingfisher" }] };
    return { ...NOTHING, accepted: matches.map(object).map(entryOf) };
  },
  readReport,
};

function entryOf(entry: Readonly<Record<string, unknown>>): Accepted {
  const path = slashed(text(entry["filepath"]) ?? "");
  const line = number(entry["linenum"]);
  return { what: `${path}:${line ?? "?"}`, accepts: (place) => place.path === path && place.line === line };
}

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
