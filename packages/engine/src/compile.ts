import { type Companion, type Detector, type Rule, ruleId, rulesOf } from "@stanch/model";

/** A rule ready to run: flags and defaults settled, expressions made on first use. */
export interface CompiledRule {
  readonly id: string;
  readonly detectorIndex: number;
  readonly ruleIndex: number;
  readonly detector: Detector;
  readonly rule: Rule;
  readonly before: number;
  readonly after: number;
  /** Global, no indices: decides whether there is a match at all. */
  readonly pattern: RegExp;
  /** The same with indices of groups, several times dearer: made for the rule's first match. */
  readonly indexed: () => RegExp;
  readonly companions: readonly (Companion & { readonly global: RegExp })[];
}

/** A word that makes a rule worth trying. */
export interface CompiledKeyword {
  /** ASCII; lower case when `anyCase`. */
  readonly text: string;
  readonly anyCase: boolean;
  /** Indices into `rules`. */
  readonly rules: readonly number[];
  /** Tells of text that is to be decoded, not of a rule. */
  readonly decode?: "percent" | "escape";
}

export interface CompiledSet {
  readonly detectors: readonly Detector[];
  readonly rules: readonly CompiledRule[];
  readonly keywords: readonly CompiledKeyword[];
}

/** Where these stand, text that a rule looks for may be written in another way. Common ones (%20, \n) tell nothing. */
const DECODE_KEYWORDS: readonly CompiledKeyword[] = [
  ...["%3a", "%2f", "%3d", "%40", "%22"].map((text) => ({ text, anyCase: true, rules: [], decode: "percent" as const })),
  ...["\\u00", "\\x2", "\\x3", "\\x4", "\\x5", "\\x6", "\\x7"].map((text) => ({ text, anyCase: true, rules: [], decode: "escape" as const })),
];

/** Compiles detectors for a scanner. Throws TypeError naming the detector when its data cannot be run. */
export function compile(detectors: readonly Detector[]): CompiledSet {
  const rules: CompiledRule[] = [];
  const words = new Map<string, { text: string; anyCase: boolean; rules: number[] }>();
  for (const [detectorIndex, detector] of detectors.entries()) {
    for (const [ruleIndex, rule] of rulesOf(detector).entries()) {
      const index = rules.length;
      rules.push(compileRule(detector, detectorIndex, rule, ruleIndex));
      const add = (text: string, anyCase: boolean): void => {
        if (text.length < 3 || /[^\x20-\x7e]/.test(text))
          throw new TypeError(`${detector.id}: keyword of at least 3 printable ASCII characters expected`);
        // Names of assigned values are entered apart: the kernel asks more of them.
        const key = `${anyCase ? "i" : "x"}${rule.matcher ?? ""} ${text}`;
        const known = words.get(key);
        if (known === undefined) words.set(key, { text, anyCase, rules: [index] });
        else known.rules.push(index);
      };
      for (const word of rule.keywords ?? []) add(word.toLowerCase(), true);
      for (const prefix of rule.prefixes ?? []) add(prefix, false);
      if ((rule.keywords?.length ?? 0) + (rule.prefixes?.length ?? 0) === 0)
        throw new TypeError(`${ruleId(detector, rule)}: a rule needs a keyword or a prefix`);
    }
  }
  return { detectors, rules, keywords: [...words.values(), ...DECODE_KEYWORDS] };
}

function compileRule(detector: Detector, detectorIndex: number, rule: Rule, ruleIndex: number): CompiledRule {
  const flags = rule.pattern.flags.replace(/[gyd]/g, "");
  const onlyPrefixes = (rule.keywords?.length ?? 0) === 0;
  let indexed: RegExp | undefined;
  return {
    id: ruleId(detector, rule),
    detectorIndex,
    ruleIndex,
    detector,
    rule,
    before: rule.window?.before ?? (onlyPrefixes ? 8 : 96),
    after: rule.window?.after ?? 256,
    pattern: new RegExp(rule.pattern.source, `${flags}g`),
    indexed: () => (indexed ??= new RegExp(rule.pattern.source, `${flags}gd`)),
    companions: (rule.companions ?? []).map((companion) => ({
      ...companion,
      global: new RegExp(companion.pattern.source, `${companion.pattern.flags.replace(/[gyd]/g, "")}g`),
    })),
  };
}
