import { list, number, object, text, texts } from "../import-rules/foreign-rule.ts";
import { type Accepted, type ForeignFormat, type ForeignSetup, NOTHING, type Reported, slashed } from "./foreign-setup.ts";
import { globsOf } from "./paths.ts";

/** `.secrets.baseline` of detect-secrets: a file, and the secret's SHA-1. The line is a hint there, and is not asked here. */
export const detectSecrets: ForeignFormat = {
  id: "detect-secrets",
  title: "detect-secrets baseline",
  form: "json",
  isNamed: (path) => path === ".secrets.baseline",
  read: (value) => {
    const reported = readReport(value);
    if (reported === undefined) return { ...NOTHING, lost: [{ what: "the file", why: "it is no baseline of detect-secrets" }] };
    return { ...NOTHING, ...filters(value), accepted: reported.map(acceptedOf) };
  },
  readReport,
};

function readReport(value: unknown): readonly Reported[] | undefined {
  const results = object(value)["results"];
  if (typeof results !== "object" || results === null || Array.isArray(results)) return undefined;
  return Object.entries(results).flatMap(([file, entries]) =>
    list(entries)
      .map(object)
      .map((entry) => {
        const line = number(entry["line_number"]);
        const hash = text(entry["hashed_secret"]);
        return {
          path: slashed(file),
          rule: text(entry["type"]) ?? "",
          ...(line === undefined ? {} : { line }),
          ...(hash === undefined ? {} : { isSecret: (place) => place.hash("sha1") === hash }),
        };
      }),
  );
}

const acceptedOf = ({ path, line, rule, isSecret }: Reported): Accepted => ({
  what: `${path}${line === undefined ? "" : `:${line}`}`,
  // Of a private key they hash the first line only.
  accepts: (place) => place.path === path && (rule === "Private Key" ? place.line === line : isSecret?.(place) === true),
});

/** Paths are left out by `filters_used` since 1.0, and by `exclude.files` before. */
function filters(value: unknown): Pick<ForeignSetup, "exclude" | "lost"> {
  const used = list(object(value)["filters_used"]).map(object);
  const file = used.filter(({ path }) => (text(path) ?? "").endsWith("regex.should_exclude_file"));
  const paths = file.flatMap(({ pattern }) => (typeof pattern === "string" ? [pattern] : texts(pattern)));
  const old = text(object(object(value)["exclude"])["files"]);
  if (old !== undefined) paths.push(old);
  const exclude: ForeignSetup["exclude"][number][] = [];
  const lost: ForeignSetup["lost"][number][] = [];
  for (const path of paths) {
    const globs = globsOf(path);
    if (globs === undefined) lost.push({ what: `path ${path}`, why: 'no glob says the same: write one into "exclude"' });
    else exclude.push({ was: path, globs });
  }
  const others = used.filter(({ path }) => /regex\.should_exclude_(?:line|secret)|wordlist/.test(text(path) ?? ""));
  for (const { path } of others)
    lost.push({ what: `filter ${text(path)?.split(".").at(-1) ?? ""}`, why: "it looks at lines or words in a way that stanch has not" });
  return { exclude, lost };
}
