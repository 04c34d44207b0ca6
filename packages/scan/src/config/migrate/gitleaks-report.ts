import { number, object, text } from "../import-rules/foreign-rule.ts";
import { type Accepted, type ForeignFormat, NOTHING, type Reported, slashed } from "./foreign-setup.ts";

/** A JSON report of gitleaks or betterleaks, which is its baseline too. */
export const gitleaksReport: ForeignFormat = {
  id: "gitleaks-baseline",
  title: "gitleaks or betterleaks baseline",
  form: "json",
  isNamed: (path) => /^\.?(?:gitleaks|betterleaks)[._-]baseline\.json$/.test(path),
  read: (value) => {
    const reported = readReport(value);
    if (reported === undefined) return { ...NOTHING, lost: [{ what: "the file", why: "it is no report of gitleaks" }] };
    return { ...NOTHING, accepted: reported.map(acceptedOf) };
  },
  readReport,
};

function readReport(value: unknown): readonly Reported[] | undefined {
  const { findings } = object(value);
  if (Array.isArray(findings)) return readBetterleaks(findings.map(object));
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(object);
  if (!entries.every((entry) => "RuleID" in entry && "File" in entry)) return undefined;
  return entries.map((entry) => {
    const line = number(entry["StartLine"]);
    const commit = text(entry["Commit"]);
    const secret = text(entry["Secret"]);
    return {
      path: slashed(text(entry["File"]) ?? ""),
      rule: text(entry["RuleID"]) ?? "",
      ...(line === undefined ? {} : { line }),
      ...(commit === undefined ? {} : { commit }),
      // --redact leaves a word, or a part and dots.
      ...(secret === undefined || secret === "REDACTED" || secret.endsWith("...")
        ? {}
        : { isSecret: (place) => place.isSecret(secret) || (place.line === line && place.overlaps(secret)) }),
    };
  });
}

export function acceptedOf({ path, line, isSecret }: Reported): Accepted {
  return {
    what: line === undefined ? path : `${path}:${line}`,
    accepts: (place) => place.path === path && (isSecret === undefined ? place.line === line : isSecret(place)),
  };
}

/** betterleaks since its version 2, which names the SHA-256 of each secret, also where it is redacted. */
function readBetterleaks(entries: readonly Readonly<Record<string, unknown>>[]): readonly Reported[] | undefined {
  if (!entries.every((entry) => "rule_id" in entry && "location" in entry && "match" in entry)) return undefined;
  return entries.map((entry) => {
    const [place, match] = [object(entry["location"]), object(entry["match"])];
    const commit = text(object(entry["attributes"])["git.sha"]);
    const [line, secret, hash] = [number(place["start_line"]), text(match["value"]), text(match["fingerprint"])];
    const isShown = secret !== undefined && secret !== "REDACTED" && !secret.endsWith("...");
    return {
      path: slashed(text(place["path"]) ?? "").replace(/^\.\//, ""),
      rule: text(entry["rule_id"]) ?? "",
      ...(line === undefined ? {} : { line }),
      ...(commit === undefined ? {} : { commit }),
      isSecret: (found) =>
        (hash !== undefined && found.hash("sha256") === hash) ||
        (isShown && found.line === line && found.overlaps(secret)) ||
        (!isShown && found.line === line),
    };
  });
}
