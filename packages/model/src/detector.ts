import type { ReadFacts } from "./facts.ts";
import type { Severity } from "./severity.ts";

export type Category =
  | "cloud"
  | "vcs"
  | "ci"
  | "registry"
  | "payment"
  | "finance"
  | "crypto"
  | "messaging"
  | "email"
  | "ai"
  | "database"
  | "monitoring"
  | "identity"
  | "security"
  | "storage"
  | "cdn"
  | "ecommerce"
  | "crm"
  | "productivity"
  | "marketing"
  | "geo"
  | "weather"
  | "data"
  | "media"
  | "saas"
  | "generic";

/** A value that stands beside the secret and is needed to use it: an account id, a host, the other half of a pair. */
export interface Companion {
  readonly name: string;
  /** The whole match, or its group `value` where there is one, is the companion's value. */
  readonly pattern: RegExp;
  /** Reach in bytes on either side of the secret. At most 4096. */
  readonly withinBytes: number;
  /** Without it there is no match at all. Otherwise it only raises the confidence. */
  readonly required?: boolean;
}

/**
 * A checksum or self-describing shape that the provider builds into the token. `false` rejects the match: use it only
 * where the provider's own documents (or code) give the algorithm.
 */
export interface Checksum {
  readonly name: string;
  readonly verify: (secret: string) => boolean;
}

/**
 * What must follow a keyword: a byte of `find` within `withinBytes`, and none of `stop` before it. For a keyword that stands
 * everywhere, such as `://`: the pattern of a place that fails is never tried. Both are ASCII characters.
 */
export interface Ahead {
  readonly find: string;
  readonly stop: string;
  readonly withinBytes: number;
}

/** One pattern of a detector. Its id is `<detector id>` for the first rule, else `<detector id>/<rule id>`. */
export interface Rule {
  /** Stable suffix; the only rule of a detector needs none. */
  readonly id?: string;
  /** Words in any case, ASCII, at least 3 characters: without one of them near, the pattern is never tried. */
  readonly keywords?: readonly string[];
  /** Exact-case literals, at least 3 characters, one of which the match contains (most often the token's own prefix). */
  readonly prefixes?: readonly string[];
  /**
   * What a match looks like; the group `secret` is the secret (the whole match without it). It is run on the bytes
   * around a keyword or prefix as Latin-1 text: one character is one byte. Every repetition needs an upper bound.
   */
  readonly pattern: RegExp;
  readonly ahead?: Ahead;
  /** A cheap expression that the bytes around a keyword must hold before the pattern is tried on them. */
  readonly requires?: RegExp;
  /** How far the match may reach from a keyword or prefix, in bytes: default 8 before, 256 after it (keywords: 96 and 256). */
  readonly window?: { readonly before: number; readonly after: number };
  /** Least Shannon entropy of the secret, bits a character. */
  readonly entropy?: number;
  /** 0 to 1, before evidence is weighed: about 0.9 for an unmistakable prefix, 0.5 for a shape near a word. */
  readonly confidence?: number;
  readonly companions?: readonly Companion[];
  readonly checksum?: Checksum;
  /** A secret (alone) that one of these matches is none: a documented sample, a hash, a placeholder of this provider. */
  readonly notSecret?: readonly RegExp[];
  /** A hand-written matcher of the engine takes the pattern's place: for what no expression can tell at an acceptable cost. */
  readonly matcher?: "assigned-secret";
  /** Placeholders and dictionary words are not weighed: for secrets that people choose (passwords in a URL). */
  readonly humanChosen?: boolean;
  /**
   * The blob itself is what the pattern tells: a key file. Its `prefixes` are any bytes (Latin-1, at least 2) and stand at the
   * blob's very start, nowhere else; so does the pattern, with `^`. The secret is a digest of what it matches: no bytes that
   * cannot be shown. Examples are Latin-1 too: see `exampleBytes`.
   */
  readonly isBinary?: boolean;
}

/**
 * One kind of secret: data, no I/O. Values that look real are made at test time by `fake`.
 * A detector with a single rule may write the rule's fields directly.
 */
export interface Detector extends Partial<Omit<Rule, "id">> {
  /** Public and stable: it is written into baselines, SARIF and inline ignores. Kebab-case. */
  readonly id: string;
  readonly title: string;
  /** Kebab-case id of who issues it; `generic` for formats without an issuer. */
  readonly provider: string;
  readonly category: Category;
  /** Harm if the secret is valid. */
  readonly severity: Severity;
  /**
   * Absent: a secret. `identifier`: it opens nothing without its secret, and tells where that may have leaked. `public`: its
   * issuer means it to stand in pages or apps. Both are reported as low and counted apart.
   */
  readonly nature?: "identifier" | "public";
  /** One sentence: what somebody who holds it can do, and so why it has this severity. */
  readonly opens: string;
  readonly rules?: readonly Rule[];
  /** At least two texts that hold exactly one match each. */
  readonly examples: readonly string[];
  /** At least three near misses in which this detector finds nothing. */
  readonly counterExamples: readonly string[];
  readonly references: readonly string[];
  /** Detectors (ids) that this one gives way to when both claim the same bytes. */
  readonly yieldsTo?: readonly string[];
  /** Where the owner ends the secret's life: an URL or a console path. */
  readonly revoke?: string;
  /** How long it lives when nobody ends it, where the issuer's documents say: "1 hour", "until it is revoked". */
  readonly lifetime?: string;
  /** What the secret says of itself: account, scopes, expiry. Read for findings only, never while matching. */
  readonly facts?: ReadFacts;
}

/** The rules of a detector in order, the flat form unfolded. Makes nothing that the detector makes at need. */
export function rulesOf(detector: Detector): readonly Rule[] {
  if (detector.rules !== undefined) return detector.rules;
  const known = FLAT.get(detector);
  if (known !== undefined) return known;
  if (!("pattern" in detector)) throw new TypeError(`detector ${detector.id} has neither rules nor a pattern`);
  const rule: object = Object.create(null);
  for (const field of RULE_FIELDS)
    if (field in detector) Object.defineProperty(rule, field, { enumerable: true, get: () => detector[field] });
  const rules = [rule as Rule]; // the fields above are those of a rule, the pattern among them
  FLAT.set(detector, rules);
  return rules;
}

const FLAT = new WeakMap<Detector, readonly Rule[]>();

const RULE_FIELDS = [
  "keywords",
  "prefixes",
  "pattern",
  "ahead",
  "requires",
  "window",
  "entropy",
  "confidence",
  "companions",
  "checksum",
  "notSecret",
  "matcher",
  "humanChosen",
  "isBinary",
] as const satisfies readonly (keyof Detector)[];

// A field that a rule gains must be listed above, or the flat form would lose it.
type Missing = Exclude<keyof Omit<Rule, "id">, (typeof RULE_FIELDS)[number]>;
const COMPLETE: [Missing] extends [never] ? true : Missing = true;
void COMPLETE;

/** The bytes that an example or near miss of this detector stands for: Latin-1 for those of key files, UTF-8 for all others. */
export function exampleBytes(detector: Detector, text: string): Buffer {
  return Buffer.from(text, rulesOf(detector).some((rule) => rule.isBinary === true) ? "latin1" : "utf8");
}

export function ruleId(detector: Detector, rule: Rule): string {
  return rule.id === undefined ? detector.id : `${detector.id}/${rule.id}`;
}
