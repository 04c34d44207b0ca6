import { checkPattern } from "@stanch/engine";
import { list, object, text, texts } from "../import-rules/foreign-rule.ts";
import { PatternError, parsePattern } from "../import-rules/parse-pattern.ts";
import { printPattern } from "../import-rules/print-pattern.ts";
import type { Accepted, ForeignFormat, ForeignSetup } from "./foreign-setup.ts";
import { globsOf } from "./paths.ts";

/** Configuration of gitleaks and of what came from it: allowlists, disabled rules. Rules are read by import-rules. */
export const gitleaksConfig: ForeignFormat = {
  id: "gitleaks",
  title: "gitleaks or betterleaks configuration",
  form: "toml",
  isNamed: (path) => /^(?:\.github\/|\.gitlab\/)?\.?(?:gitleaks|betterleaks|infisical-scan)(?:[._-]config)?\.toml$/.test(path),
  read: readConfig,
};

type Lists = { -readonly [name in "exclude" | "accepted" | "lost"]: ForeignSetup[name][number][] };

async function readConfig(value: unknown): Promise<ForeignSetup> {
  const root = object(value);
  const out: Lists = { exclude: [], accepted: [], lost: [] };
  for (const allowed of [root["allowlist"], ...list(root["allowlists"])].map(object)) await readAllowlist(allowed, out);
  const rules = list(root["rules"]).map(object);
  for (const rule of rules) {
    if (text(rule["regex"]) !== undefined || (rule["allowlist"] === undefined && rule["allowlists"] === undefined)) continue;
    out.lost.push({
      what: `allowlist of its rule ${text(rule["id"]) ?? "without a name"}`,
      why: "stanch has other rules: look what it finds there",
    });
  }
  const extend = object(root["extend"]);
  if (text(extend["path"]) !== undefined)
    out.lost.push({ what: `extend.path ${text(extend["path"])}`, why: "name that file with --from gitleaks=FILE" });
  if (text(extend["url"]) !== undefined) out.lost.push({ what: "extend.url", why: "nothing is fetched" });
  return { ...out, disable: texts(extend["disabledRules"]), rules: rules.filter((rule) => text(rule["regex"]) !== undefined).length };
}

async function readAllowlist(allowed: Readonly<Record<string, unknown>>, { exclude, accepted, lost }: Lists): Promise<void> {
  if (Object.keys(allowed).length === 0) return;
  const description = text(allowed["description"]);
  const called = description === undefined ? "allowlist" : `allowlist "${description.slice(0, 60)}"`;
  if (/^(?:and|&&)$/i.test(text(allowed["condition"]) ?? "")) {
    lost.push({ what: called, why: "it asks for several things at once" });
    return;
  }
  if (list(allowed["targetRules"]).length > 0) {
    lost.push({ what: called, why: `it holds for some of their rules only (${texts(allowed["targetRules"]).join(", ")})` });
    return;
  }
  for (const path of texts(allowed["paths"])) {
    const globs = globsOf(path);
    if (globs === undefined) lost.push({ what: `path ${path}`, why: 'no glob says the same: write one into "exclude"' });
    else exclude.push({ was: path, globs });
  }
  for (const commit of texts(allowed["commits"]))
    accepted.push({ what: `commit ${commit.slice(0, 12)}`, accepts: (place) => place.commit === commit });
  for (const word of texts(allowed["stopwords"])) accepted.push({ what: "a stop word", accepts: (place) => place.holds(word) });
  const target = text(allowed["regexTarget"]) ?? "secret";
  for (const [index, source] of texts(allowed["regexes"]).entries()) {
    // It may be the secret itself, so it is counted and not shown.
    const what = `expression ${index + 1} of ${called}`;
    if (target !== "secret") lost.push({ what, why: `it looks at the ${target} and not at the secret` });
    else await readExpression(source, what, accepted, lost);
  }
}

async function readExpression(source: string, what: string, accepted: Accepted[], lost: Lists["lost"]): Promise<void> {
  try {
    const printed = printPattern(parsePattern(source)).source;
    const verdict = await checkPattern(printed, "");
    if (!verdict.ok) return void lost.push({ what, why: verdict.why });
    const pattern = new RegExp(printed);
    accepted.push({ what, accepts: (place) => place.matches(pattern) });
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    lost.push({ what, why: error.message });
  }
}
