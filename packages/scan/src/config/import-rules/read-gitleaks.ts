import { type ForeignFile, type ForeignRule, list, literally, number, object, text, texts } from "./foreign-rule.ts";

/** A gitleaks or betterleaks configuration, parsed from TOML. */
export function readGitleaks(file: unknown): ForeignFile {
  const root = object(file);
  const rules: ForeignRule[] = [];
  const left: { id: string; why: string }[] = [];
  for (const [index, value] of list(root["rules"]).entries()) {
    const rule = object(value);
    const id = text(rule["id"]) ?? `rule-${index + 1}`;
    const pattern = text(rule["regex"]);
    if (pattern === undefined) left.push({ id, why: "it has no expression, it goes by the path alone" });
    else rules.push(readRule(rule, id, pattern));
  }
  const allowed = [root["allowlist"], ...list(root["allowlists"])].map(object).filter((one) => Object.keys(one).length > 0);
  return {
    format: "gitleaks",
    rules,
    left,
    lost: [
      ...(root["extend"] === undefined ? [] : ["it extends another file: import that one too"]),
      ...(allowed.length === 0
        ? []
        : [
            `the allowlist of the whole file is left out (${allowed.flatMap((one) => list(one["paths"])).length} paths: "exclude" of the configuration; placeholders are passed over anyway)`,
          ]),
    ],
  };
}

function readRule(rule: Readonly<Record<string, unknown>>, id: string, pattern: string): ForeignRule {
  const group = number(rule["secretGroup"]);
  const entropy = number(rule["entropy"]);
  const lost: string[] = [];
  if (text(rule["path"]) !== undefined) lost.push(`it holds for paths like ${String(rule["path"])} only: stanch looks everywhere`);
  if (rule["required"] !== undefined) lost.push("the rules that it requires nearby are left out");
  const lists = [rule["allowlist"], ...list(rule["allowlists"])].map(object);
  return {
    id,
    title: text(rule["description"]) ?? id,
    pattern,
    keywords: texts(rule["keywords"]),
    ...(group === undefined || group === 0 ? {} : { group }),
    ...(entropy === undefined ? {} : { entropy }),
    notSecret: lists.flatMap((allowed) => allowedSecrets(allowed, lost)),
    companions: [],
    references: [],
    lost,
  };
}

function allowedSecrets(allowed: Readonly<Record<string, unknown>>, lost: string[]): readonly string[] {
  if (Object.keys(allowed).length === 0) return [];
  const target = text(allowed["regexTarget"]);
  if (String(allowed["condition"]).toUpperCase() === "AND") {
    lost.push("an allowlist that asks for several things at once is left out");
    return [];
  }
  if (list(allowed["paths"]).length > 0) lost.push("paths of an allowlist are left out: see ignores of the configuration");
  if (list(allowed["commits"]).length > 0) lost.push("commits of an allowlist are left out");
  const words = texts(allowed["stopwords"]).map(literally);
  if (target !== undefined && target !== "secret") {
    if (list(allowed["regexes"]).length > 0) lost.push(`expressions of an allowlist for the ${target} are left out`);
    return words;
  }
  return [...texts(allowed["regexes"]), ...words];
}
