import { DECODE_WORDS, type MarkedEncoding } from "./decode.ts";
import { leastRun } from "./least-run.ts";
import { type Ahead, type Companion, type Detector, type Rule, ruleId, rulesOf } from "@stanch/model";

/** A rule ready to run: flags and defaults settled, expressions made on first use. */
export interface CompiledRule {
  readonly id: string;
  /** Its place in the set. */
  readonly index: number;
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
  /** Global, like the pattern. */
  readonly requires: RegExp | undefined;
  readonly companions: readonly (Companion & { readonly global: RegExp })[];
  readonly notSecret: readonly RegExp[];
  /** What decides on a match may stand farther from it than TOUCH_CONTEXT. */
  readonly hasFarCompanion: boolean;
}

/** A word that makes a rule worth trying. */
export interface CompiledKeyword {
  /** ASCII; lower case when `anyCase`. */
  readonly text: string;
  readonly anyCase: boolean;
  /** Indices into `rules`. */
  readonly rules: readonly number[];
  /** What it leads to may reach farther than TOUCH_CONTEXT: an object that holds it is scanned whole in every version. */
  readonly isLong: boolean;
  readonly ahead?: Ahead;
  /** Bytes of a key file: looked for at a blob's first byte and nowhere else, without the kernel. */
  readonly atStart?: true;
  /** Tells of text that is to be decoded, not of a rule. */
  readonly decode?: MarkedEncoding;
}

export interface CompiledSet {
  readonly detectors: readonly Detector[];
  readonly ruleCount: number;
  readonly keywordCount: number;
  readonly keywords: readonly CompiledKeyword[];
  /** The keyword of an index below their number. */
  keywordAt(index: number): CompiledKeyword;
  /** Indices of the keywords that count at a blob's start alone. */
  readonly startKeywords: readonly number[];
  /** The rule of an index below `ruleCount`: of a prepared set its detector is loaded now. */
  ruleAt(index: number): CompiledRule;
  /** All of them. */
  readonly rules: readonly CompiledRule[];
}

/**
 * Bytes on either side of what a version of a file changes in which a keyword of a new match can stand: the reach of an
 * ordinary rule. Rules that reach farther make a keyword long.
 */
export const TOUCH_CONTEXT = 560;

/** A token that is one run is followed to its start wherever it changes, so its own length is no reach. */
function isLong(rule: CompiledRule): boolean {
  if (rule.before + MARGIN > TOUCH_CONTEXT) return true;
  if (rule.after + MARGIN <= TOUCH_CONTEXT) return false;
  return (rule.rule.keywords?.length ?? 0) > 0 || leastRun(rule.rule.pattern)?.isWhole !== true;
}

/** What a pattern's look-arounds see beside its window. */
const MARGIN = 16;

const DECODE_KEYWORDS: readonly CompiledKeyword[] = DECODE_WORDS.map((word) => ({ ...word, anyCase: true, rules: [] }));

/** Where the indices of a set begin that is to be joined to another. */
type Start = Pick<CompiledSet, "ruleCount" | "keywordCount"> & { readonly detectors: readonly unknown[] };
const AT_NOTHING: Start = { detectors: [], ruleCount: 0, keywordCount: 0 };

/**
 * Compiles detectors for a scanner. Throws TypeError naming the detector when its data cannot be run. `after`: a set that
 * they are added to; indices go on from its own, and what tells of encodings is left to it.
 */
export function compile(detectors: readonly Detector[], after = AT_NOTHING): CompiledSet {
  const rules: CompiledRule[] = [];
  const words = new Map<string, { text: string; anyCase: boolean; rules: number[]; isLong: boolean; ahead?: Ahead; atStart?: true }>();
  for (const [place, detector] of detectors.entries()) {
    for (const [ruleIndex, rule] of rulesOf(detector).entries()) {
      const index = after.ruleCount + rules.length;
      const compiled = compileRule(detector, after.detectors.length + place, rule, ruleIndex, index);
      const long = isLong(compiled);
      rules.push(compiled);
      const add = (text: string, anyCase: boolean): void => {
        const atStart = rule.isBinary === true;
        if (atStart ? text.length < 2 || anyCase || /[^\0-\xff]/.test(text) : text.length < 3 || /[^\x20-\x7e]/.test(text))
          throw new TypeError(
            atStart
              ? `${detector.id}: a key file is told by prefixes of at least 2 bytes, each a character up to \\xff`
              : `${detector.id}: keyword of at least 3 printable ASCII characters expected`,
          );
        // Names of assigned values are entered apart, and words with something ahead: more is asked of them.
        const key = JSON.stringify([text, anyCase, rule.matcher, rule.ahead, atStart]);
        const known = words.get(key);
        if (known === undefined)
          words.set(key, {
            text,
            anyCase,
            rules: [index],
            isLong: long,
            ...(rule.ahead === undefined ? {} : { ahead: rule.ahead }),
            ...(atStart ? { atStart } : {}),
          });
        else {
          known.rules.push(index);
          known.isLong ||= long;
        }
      };
      for (const word of rule.keywords ?? []) add(word.toLowerCase(), true);
      for (const prefix of rule.prefixes ?? []) add(prefix, false);
      if ((rule.keywords?.length ?? 0) + (rule.prefixes?.length ?? 0) === 0)
        throw new TypeError(`${ruleId(detector, rule)}: a rule needs a keyword or a prefix`);
    }
  }
  const keywords = [...words.values(), ...(after === AT_NOTHING ? DECODE_KEYWORDS : [])];
  return {
    detectors,
    rules,
    ruleCount: rules.length,
    keywords,
    keywordCount: keywords.length,
    keywordAt: (index) => known(keywords[index - after.keywordCount]),
    startKeywords: keywords.flatMap(({ atStart }, index) => (atStart === true ? [after.keywordCount + index] : [])),
    ruleAt: (index) => known(rules[index - after.ruleCount]),
  };
}

/** What a compiled set looks for and where, as JSON: all that a scan needs to know before a keyword is met. */
export interface PreparedSet {
  /** By keyword: its text, IS_ANY_CASE, IS_LONG and IS_AT_START, then its rules. What tells of encodings is not among them. */
  readonly keywords: readonly (readonly [text: string, flags: number, ...rules: number[]])[];
  /** By rule: the detector's place in the set, and the rule's in the detector. */
  readonly rules: readonly (readonly [detector: number, rule: number])[];
}

const IS_ANY_CASE = 1;
const IS_LONG = 2;
const IS_AT_START = 4;

/** For a set that `compile` made. */
export function prepare({ keywords, rules }: CompiledSet): PreparedSet {
  const own = keywords.slice(0, -DECODE_KEYWORDS.length);
  return {
    keywords: own.map((word) => [
      word.text,
      (word.anyCase ? IS_ANY_CASE : 0) | (word.isLong ? IS_LONG : 0) | (word.atStart ? IS_AT_START : 0),
      ...word.rules,
    ]),
    rules: rules.map(({ detectorIndex, ruleIndex }) => [detectorIndex, ruleIndex]),
  };
}

/**
 * The same for some of the detectors, by their places, ascending. All keywords stay where they are, those of the others with no
 * rule to lead to: the tables of all fit.
 */
export function partOfPrepared({ keywords, rules }: PreparedSet, places: readonly number[]): PreparedSet {
  const placeOf = new Map(places.map((place, index) => [place, index]));
  const kept: (readonly [number, number])[] = [];
  const ruleOf = rules.map(([detector, rule]) => {
    const place = placeOf.get(detector);
    return place === undefined ? -1 : kept.push([place, rule]) - 1;
  });
  const mapped = (own: readonly number[]): number[] => own.map((rule) => ruleOf[rule] ?? -1).filter((rule) => rule >= 0);
  return { keywords: keywords.map(([text, flags, ...own]) => [text, flags, ...mapped(own)] as const), rules: kept };
}

/** The set that `prepared` was made of, each rule compiled when it is asked for. `detectors` must be the same ones, in order. */
export function compilePrepared(detectors: readonly Detector[], prepared: PreparedSet): CompiledSet {
  const rules: (CompiledRule | undefined)[] = Array.from({ length: prepared.rules.length });
  const ruleAt = (index: number): CompiledRule => {
    const [detectorIndex, ruleIndex] = known(prepared.rules[index]);
    return (rules[index] ??= compileRule(
      known(detectors[detectorIndex]),
      detectorIndex,
      known(rulesOf(known(detectors[detectorIndex]))[ruleIndex]),
      ruleIndex,
      index,
    ));
  };
  // Without what must stand ahead: the kernel's tables have it, and they are prepared too.
  const keywords: CompiledKeyword[] = [];
  const keywordAt = (index: number): CompiledKeyword => {
    const row = prepared.keywords[index];
    if (row === undefined) return known(DECODE_KEYWORDS[index - prepared.keywords.length]);
    const [text, flags, ...own] = row;
    return (keywords[index] ??= {
      text,
      anyCase: (flags & IS_ANY_CASE) !== 0,
      isLong: (flags & IS_LONG) !== 0,
      ...((flags & IS_AT_START) === 0 ? {} : { atStart: true as const }),
      rules: own,
    });
  };
  return {
    detectors,
    keywordAt,
    startKeywords: prepared.keywords.flatMap(([, flags], index) => ((flags & IS_AT_START) === 0 ? [] : [index])),
    keywordCount: prepared.keywords.length + DECODE_KEYWORDS.length,
    get keywords() {
      return [...prepared.keywords.map((_, index) => keywordAt(index)), ...DECODE_KEYWORDS];
    },
    ruleCount: rules.length,
    ruleAt,
    get rules() {
      return Array.from(rules, (_, index) => ruleAt(index));
    },
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("no such rule in the set");
  return value;
}

function compileRule(detector: Detector, detectorIndex: number, rule: Rule, ruleIndex: number, index: number): CompiledRule {
  const onlyPrefixes = (rule.keywords?.length ?? 0) === 0;
  // An expression is parsed when it is made: of hundreds a scan of ten files needs a handful.
  let pattern: RegExp | undefined;
  let indexed: RegExp | undefined;
  let requires: RegExp | null | undefined;
  let notSecret: readonly RegExp[] | undefined;
  let companions: CompiledRule["companions"] | undefined;
  const allCompanions = (): CompiledRule["companions"] => (companions ??= (rule.companions ?? []).map(compileCompanion));
  return {
    id: ruleId(detector, rule),
    index,
    detectorIndex,
    ruleIndex,
    detector,
    rule,
    before: rule.window?.before ?? (onlyPrefixes ? 8 : 96),
    after: rule.window?.after ?? 256,
    get pattern() {
      return (pattern ??= globally(rule.pattern));
    },
    indexed: () => (indexed ??= new RegExp(rule.pattern.source, `${globally(rule.pattern).flags}d`)),
    get requires() {
      return (requires ??= rule.requires === undefined ? null : globally(rule.requires)) ?? undefined;
    },
    get notSecret() {
      return (notSecret ??= rule.notSecret ?? []);
    },
    get hasFarCompanion() {
      return allCompanions().some((companion) => companion.withinBytes + MARGIN > TOUCH_CONTEXT);
    },
    get companions() {
      return allCompanions();
    },
  };
}

function compileCompanion(companion: Companion): Companion & { readonly global: RegExp } {
  let global: RegExp | undefined;
  return {
    ...companion,
    get global() {
      return (global ??= globally(companion.pattern));
    },
  };
}

function globally(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, `${pattern.flags.replace(/[gyd]/g, "")}g`);
}
