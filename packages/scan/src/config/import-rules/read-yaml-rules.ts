import { type ForeignFile, type ForeignRule, list, literally, number, object, text, texts } from "./foreign-rule.ts";

const CONFIDENCE: Readonly<Record<string, number>> = { low: 0.5, medium: 0.65, high: 0.9 };

/** Rules of kingfisher or noseyparker, which share a form: `rules:` with name, id, pattern. */
export function readRulesYaml(file: unknown): ForeignFile {
  const values = list(object(file)["rules"]).map(object);
  const isKingfisher = values.some((rule) => String(rule["id"]).startsWith("kingfisher.") || "confidence" in rule || "validation" in rule);
  const byId = new Map(values.map((rule) => [text(rule["id"]) ?? "", rule]));
  const rules: ForeignRule[] = [];
  const left: { id: string; why: string }[] = [];
  for (const [index, rule] of values.entries()) {
    const id = text(rule["id"]) ?? `rule-${index + 1}`;
    const pattern = text(rule["pattern"]);
    if (pattern === undefined) left.push({ id, why: "it has no expression" });
    else if (rule["visible"] === false) left.push({ id, why: "it only helps other rules, of which it becomes the companion" });
    else rules.push(readRule(rule, id, pattern, byId));
  }
  return { format: isKingfisher ? "kingfisher" : "noseyparker", rules, left, lost: [] };
}

function readRule(
  rule: Readonly<Record<string, unknown>>,
  id: string,
  pattern: string,
  byId: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): ForeignRule {
  const lost: string[] = [];
  if (rule["validation"] !== undefined) lost.push("its validation is left out: a check is code of stanch, not of a file");
  if (rule["revocation"] !== undefined) lost.push("its revocation is left out");
  const entropy = number(rule["min_entropy"]);
  const confidence = CONFIDENCE[String(rule["confidence"])];
  const companions = list(rule["depends_on_rule"])
    .map(object)
    .flatMap((needed) => {
      const other = text(byId.get(text(needed["rule_id"]) ?? "")?.["pattern"]);
      if (other === undefined) lost.push(`the rule ${String(needed["rule_id"])} that it depends on is not in the file`);
      return other === undefined
        ? []
        : [{ name: (text(needed["variable"]) ?? "other").toLowerCase().replace(/[^a-z0-9]/g, ""), pattern: other }];
    });
  return {
    id,
    title: text(rule["name"]) ?? id,
    pattern,
    keywords: [],
    ...(String(rule["id"]).startsWith("kingfisher.") && /\(\?P?<TOKEN>/.test(pattern) ? { group: "TOKEN" } : {}),
    ...(entropy === undefined ? {} : { entropy }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(texts(rule["categories"]).includes("identifier") ? { severity: "low" as const } : {}),
    notSecret: required(object(rule["pattern_requirements"]), lost),
    companions,
    references: texts(rule["references"]).filter((url) => url.startsWith("https://")),
    lost,
  };
}

const LACKING: Readonly<Record<string, string>> = {
  min_digits: "^[^0-9]{0,4096}$",
  min_uppercase: "^[^A-Z]{0,4096}$",
  min_lowercase: "^[^a-z]{0,4096}$",
  min_special_chars: "^[A-Za-z0-9]{0,4096}$",
};

/** What a secret must hold, as expressions of those that hold none of it. */
function required(requirements: Readonly<Record<string, unknown>>, lost: string[]): string[] {
  return Object.entries(requirements).flatMap(([name, value]) => {
    const lacking = LACKING[name];
    if (lacking !== undefined && typeof value === "number" && value > 0) {
      if (value > 1) lost.push(`${name} ${value} became 1`);
      return [lacking];
    }
    if (name === "ignore_if_contains") return texts(value).map(literally);
    if (value !== 0) lost.push(`its requirement ${name} is left out`);
    return [];
  });
}

/** Custom detectors of a trufflehog configuration. */
export function readTrufflehog(file: unknown): ForeignFile {
  const rules: ForeignRule[] = [];
  const left: { id: string; why: string }[] = [];
  for (const [index, value] of list(object(file)["detectors"]).entries()) {
    const detector = object(value);
    const id = text(detector["name"]) ?? `detector-${index + 1}`;
    const patterns = Object.entries(object(detector["regex"])).flatMap(([name, one]) =>
      typeof one === "string" ? [{ name, pattern: one }] : [],
    );
    const primary =
      patterns.find(({ name }) => name === detector["primary_regex_name"]) ?? patterns.toSorted((a, b) => (a.name < b.name ? -1 : 1))[0];
    if (primary === undefined) {
      left.push({ id, why: "it has no expression" });
      continue;
    }
    const lost: string[] = [];
    if (detector["verify"] !== undefined) lost.push("its verification is left out: a check is code of stanch, not of a file");
    if (list(detector["exclude_regexes_match"]).length > 0) lost.push("expressions for the whole match are left out");
    if (detector["validations"] !== undefined) lost.push("its validations are left out");
    const entropy = number(detector["entropy"]);
    rules.push({
      id,
      title: id,
      pattern: primary.pattern,
      keywords: texts(detector["keywords"]),
      ...(entropy === undefined || entropy === 0 ? {} : { entropy }),
      notSecret: [...texts(detector["exclude_regexes_capture"]), ...texts(detector["exclude_words"]).map(literally)],
      companions: patterns.filter((one) => one !== primary),
      references: [],
      lost,
    });
  }
  return { format: "trufflehog", rules, left, lost: [] };
}
