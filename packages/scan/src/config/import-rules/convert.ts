import type { Detector } from "@stanch/model";
import { customDetectors } from "../custom-detectors.ts";
import type { Problem } from "../problems.ts";
import type { CustomDetectorInput } from "../schema.ts";
import type { ForeignRule } from "./foreign-rule.ts";
import { type Node, PatternError, parsePattern } from "./parse-pattern.ts";
import { capturesOf, exampleOf, printPattern, withoutOptionalStart, wordsOf } from "./print-pattern.ts";

/** A rule in the form of our configuration, and what got lost on the way; or why it could not be carried over. */
export type Converted =
  | { readonly id: string; readonly detector: CustomDetectorInput; readonly lost: readonly string[] }
  | { readonly id: string; readonly why: string };

const MOST_BEFORE = 4096;
const MOST_AFTER = 16_384;
const MOST_NOT_SECRET = 50;
const WORDS_IN_ONE = 40;
const REACH = 1024;

export async function convertRule(rule: ForeignRule, prefix: string, builtIn: readonly Detector[]): Promise<Converted> {
  try {
    const { base, node, lost } = inputOf(rule, prefix);
    for (const example of examplesFor(node, base.keywords ?? [])) {
      const detector = { ...base, examples: [example] };
      // Its expressions are tried for their cost, then the example: as when the configuration is read.
      const { problems } = await customDetectors([detector], builtIn);
      const [problem] = problems;
      if (problem === undefined) return { id: rule.id, detector, lost };
      if (!isAboutExample(problem)) return { id: rule.id, why: `${problem.what}. ${problem.next}` };
    }
    return { id: rule.id, why: "no example could be made that it finds: write the detector by hand, with an example" };
  } catch (error) {
    if (error instanceof PatternError) return { id: rule.id, why: error.message };
    throw error;
  }
}

const isAboutExample = ({ path }: Problem): boolean => path.includes("examples");

function inputOf(rule: ForeignRule, prefix: string): { base: CustomDetectorInput; node: Node; lost: readonly string[] } {
  const node = withoutOptionalStart(parsePattern(rule.pattern));
  const lost = [...rule.lost];
  const captures = capturesOf(node);
  const group = captures.find(({ number, name }) => (rule.group === undefined ? true : rule.group === number || rule.group === name));
  if (rule.group === undefined && captures.length > 1) lost.push("of its groups the first one is taken for the secret");
  const { source, bounded, longest } = printPattern(node, group === undefined ? {} : { group: group.number });
  if (bounded > 0) lost.push(`${bounded === 1 ? "a repetition" : `${bounded} repetitions`} without an end got an upper bound`);
  const keywords = keywordsOf(rule, node, lost);
  const notSecret = notSecretOf(rule, lost);
  const companions = rule.companions.flatMap(({ name, pattern }) => companionOf(name, pattern, lost));
  return {
    node,
    lost,
    base: {
      id: `${prefix}-${rule.id
        .replace(new RegExp(`^${prefix}\\W`), "")
        .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "")}`,
      title: rule.title,
      severity: rule.severity ?? "high",
      keywords: [...keywords],
      pattern: source,
      window: { before: Math.min(MOST_BEFORE, Math.max(96, longest)), after: Math.min(MOST_AFTER, Math.max(256, longest)) },
      confidence: rule.confidence ?? 0.6,
      examples: [],
      ...(rule.entropy === undefined ? {} : { entropy: Math.min(8, Math.max(0, rule.entropy)) }),
      ...(notSecret.length === 0 ? {} : { notSecret }),
      ...(companions.length === 0 ? {} : { companions: companions.slice(0, 8) }),
      ...(rule.references.length === 0 ? {} : { references: [...rule.references] }),
    },
  };
}

/** The scanner looks around words only: those that every match holds, or else those that the file names. */
function keywordsOf(rule: ForeignRule, node: Node, lost: string[]): readonly string[] {
  const required = wordsOf(node);
  if (required !== undefined) return required;
  const usable = rule.keywords.filter((word) => /^[\x20-\x7e]{3,}$/.test(word)).map((word) => word.toLowerCase());
  if (usable.length === 0)
    throw new PatternError("no word of three characters stands in every match, and the scanner looks around words only");
  if (usable.length < rule.keywords.length) lost.push("keywords of fewer than three characters are left out");
  if (!usable.some((word) => rule.pattern.toLowerCase().includes(word)))
    lost.push("its keyword must stand near the match, not anywhere in the file");
  return usable.slice(0, 200);
}

function notSecretOf(rule: ForeignRule, lost: string[]): string[] {
  const out: string[] = [];
  const words: string[] = [];
  let unread = 0;
  for (const source of rule.notSecret) {
    try {
      const { source: printed } = printPattern(parsePattern(source));
      // Lists of hundreds of words are joined: one expression each would be over the limit.
      if (source.startsWith("(?i:") && printed.length < 200) words.push(printed);
      else out.push(printed);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      unread++;
    }
  }
  for (let i = 0; i < words.length; i += WORDS_IN_ONE) out.push(words.slice(i, i + WORDS_IN_ONE).join("|"));
  if (unread > 0) lost.push(`${unread} of its expressions for what is no secret could not be read`);
  if (out.length > MOST_NOT_SECRET) lost.push(`of its expressions for what is no secret the first ${MOST_NOT_SECRET} are kept`);
  return out.slice(0, MOST_NOT_SECRET);
}

function companionOf(name: string, pattern: string, lost: string[]): NonNullable<CustomDetectorInput["companions"]> {
  try {
    const node = parsePattern(pattern);
    const [group] = capturesOf(node);
    const { source } = printPattern(node, group === undefined ? {} : { group: group.number, as: "value" });
    return [{ name: name === "" ? "other" : name, pattern: source, withinBytes: REACH }];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    lost.push(`its companion ${name} is left out: ${error.message}`);
    return [];
  }
}

/** Texts that the expression may match; which of them it does is tried. */
function* examplesFor(node: Node, keywords: readonly string[]): Iterable<string> {
  const [word = ""] = keywords;
  for (const full of [false, true]) {
    const text = exampleOf(node, full);
    const hasWord = keywords.some((one) => text.toLowerCase().includes(one));
    yield hasWord ? text : `${word} ${text}`;
    yield hasWord ? `x = "${text}"\n` : `${word} = "${text}"\n`;
    yield hasWord ? ` ${text} ` : `${word}=${text}\n`;
  }
}
