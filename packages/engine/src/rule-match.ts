import { createHash } from "node:crypto";
import type { Match } from "@stanch/model";
import type { CompiledRule } from "./compile.ts";
import { shannonEntropy } from "./entropy.ts";
import { findAssigned } from "./generic/assigned-secret.ts";
import { STRONG_BITS, WEAK_DOUBT, WEAK_SHARE } from "./generic/weak.ts";
import { nearest, pairInOrder } from "./pairing.ts";
import { IN_ORDER_REASON, placeholderReason } from "./placeholder.ts";
import { whatIf } from "./what-if.ts";

/** Bytes of a blob as text, one character a byte; a narrow door, so that no blob becomes one big string. */
export interface Text {
  readonly length: number;
  slice(start: number, end: number): string;
  /** The buffer that holds the bytes, and where in it the first one lies: hand-written matchers read it in place. */
  readonly bytes?: Buffer;
  readonly bytesAt?: number;
  /**
   * Whether the same bytes as those in [from, to) were seen before and led to nothing: versions of a file are mostly alike.
   * `who` tells apart what the same bytes are looked at for. `rememberEmpty` says so of the bytes that were asked for last.
   */
  isKnownEmpty?(who: number, from: number, to: number): boolean;
  rememberEmpty?(): void;
  /** A verdict on the bytes asked for last, when they led to one: `keep` has it, `kept` gives it back. */
  keep?(verdict: object): void;
  kept?(): object | undefined;
  /** Told of each rule whose pattern matched, whatever the filters after it say. */
  sawPattern?(rule: CompiledRule): void;
}

/** A match that reaches the edge of its window is tried again in a wider one, up to this many bytes. */
const WIDEST = 65_536;
/** More matches of one rule in one blob say nothing new: the rest is counted as `too-many-matches`. */
export const MOST_MATCHES = 1000;

/**
 * Pass 2: runs one rule around its candidates. `at` and `ends` are the byte spans of keywords, ascending.
 * Gives matches in order of their start, none twice.
 */
export function matchRule(rule: CompiledRule, text: Text, spans: readonly (readonly [start: number, end: number])[]): Match[] {
  if (rule.rule.matcher === "assigned-secret") return assignedSecrets(rule, text, spans);
  const matches: Match[] = [];
  let done = 0;
  for (let i = 0; i < spans.length;) {
    // Neighbours share a window: overlapping ones would read the same bytes again.
    let from = Math.max(0, (spans[i]?.[0] ?? 0) - rule.before);
    let to = Math.min(text.length, (spans[i]?.[1] ?? 0) + rule.after);
    for (i++; i < spans.length; i++) {
      const [start, end] = spans[i] ?? [0, 0];
      if (start - rule.before > to || to - from > WIDEST) break;
      to = Math.min(text.length, Math.max(to, end + rule.after));
    }
    from = Math.max(from, done);
    if (from >= to) continue;
    done = matchWindow(rule, text, from, to, matches);
    if (matches.length >= MOST_MATCHES) break;
  }
  const samples = matches.filter(isSample);
  if (samples.length === 0) return pairInOrder(rule.companions, text, matches);
  // Samples take no id from a secret.
  const secrets = matches.filter((match) => !isSample(match));
  return [...pairInOrder(rule.companions, text, secrets), ...samples].sort((a, b) => a.start - b.start);
}

/** The hand-written matcher in the pattern's place: it brings its own confidence, evidence and doubts. */
function assignedSecrets(compiled: CompiledRule, text: Text, spans: readonly (readonly [number, number])[]): Match[] {
  const found = findAssigned(text, spans);
  if (found.length > MOST_MATCHES) found.length = MOST_MATCHES;
  return found.map((one) => ({ ...one, detector: compiled.detectorIndex, rule: compiled.ruleIndex, companions: {} }));
}

/** The pattern sees these bytes and no others: where it found nothing in them it never will. */
function nothing(text: Text): number {
  text.rememberEmpty?.();
  return 0;
}

/** Runs the pattern on [from, to) and returns the offset after the last match, so that none is found twice. */
function matchWindow(rule: CompiledRule, text: Text, from: number, to: number, out: Match[]): number {
  // One byte more on the left, so that `\b` and look-behind see what stands before; a match may not start in it.
  const margin = Math.min(from, 16);
  if (text.isKnownEmpty?.(rule.index * 32 + margin, from - margin, to) === true) return 0;
  let slice = text.slice(from - margin, to);
  const { pattern, requires } = rule;
  if (requires !== undefined) {
    requires.lastIndex = 0;
    if (!requires.test(slice)) return nothing(text);
  }
  pattern.lastIndex = margin;
  if (!pattern.test(slice)) return nothing(text);
  text.sawPattern?.(rule);
  const indexed = rule.indexed();
  let at = margin;
  let reached = 0;
  for (;;) {
    indexed.lastIndex = at;
    const found = indexed.exec(slice);
    if (found === null) break;
    const whole = found.indices?.[0] ?? [found.index, found.index + found[0].length];
    const cut = whole[1] === slice.length && from - margin + slice.length < text.length && slice.length < WIDEST;
    if (cut) {
      slice = text.slice(from - margin, Math.min(text.length, from - margin + slice.length * 2));
      continue;
    }
    const span = found.indices?.groups?.["secret"] ?? whole;
    const secret = slice.slice(span[0], span[1]);
    const match = judge(rule, secret, from - margin + span[0], text);
    if (match !== undefined) out.push(match);
    at = match === undefined ? Math.max(whole[0] + 1, span[0]) : Math.max(whole[1], at + 1);
    if (match !== undefined) reached = from - margin + whole[1];
    if (out.length >= MOST_MATCHES || at >= slice.length) break;
  }
  return reached;
}

/**
 * Whether it holds a byte that no secret holds, whoever made it: in binary files a name stands beside bytes that mean
 * something else. Tabs and line ends may wrap a key.
 */
function hasControl(secret: string): boolean {
  for (let i = 0; i < secret.length; i++) {
    const code = secret.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return true;
  }
  return false;
}

/** A key file is itself the secret. What names it is a digest: its bytes are no text, and the first ones hold its salts. */
function keyFile({ detectorIndex, ruleIndex, rule }: CompiledRule, head: string, start: number): Match {
  return {
    detector: detectorIndex,
    rule: ruleIndex,
    start,
    end: start + 2, // the least any of their marks has: the rest is other secrets' too
    secret: createHash("sha256").update(head, "latin1").digest("hex").slice(0, 40),
    confidence: rule.confidence ?? 0.95,
    evidence: ["it is built as such a file is, from its first byte on"],
    doubts: [],
    companions: {},
    isBinary: true,
  };
}

/** The filters after the pattern: undefined when the match is none. */
function judge(compiled: CompiledRule, secret: string, start: number, text: Text): Match | undefined {
  const { detector, rule } = compiled;
  if (rule.isBinary === true) return keyFile(compiled, secret, start);
  if (secret === "" || hasControl(secret)) return undefined;
  for (const none of compiled.notSecret) if (none.test(secret)) return undefined;
  const placeholder = rule.humanChosen === true ? undefined : placeholderReason(secret);
  if (placeholder !== undefined && placeholder !== IN_ORDER_REASON) return undefined;
  if (rule.entropy !== undefined && shannonEntropy(secret) < rule.entropy) return undefined;
  const evidence: string[] = [];
  const doubts: string[] = [];
  let confidence = rule.confidence ?? ((rule.prefixes?.length ?? 0) > 0 ? 0.9 : 0.5);
  if (rule.checksum !== undefined) {
    if (!rule.checksum.verify(secret)) return undefined;
    evidence.push(`its checksum (${rule.checksum.name}) is right`);
    confidence = 0.99;
  }
  const companions: Record<string, string> = {};
  const missing: string[] = [];
  const alone = confidence;
  const end = start + secret.length;
  for (const companion of compiled.companions) {
    const value = nearest(companion, text, { start, end });
    if (value === undefined) {
      if (companion.required === true) return undefined;
      missing.push(companion.name);
      doubts.push(`no ${companion.name} near it`);
    } else {
      companions[companion.name] = value;
      evidence.push(`${companion.name} stands near it`);
      confidence = Math.max(confidence, Math.min(0.97, confidence + 0.3));
    }
  }
  if ((rule.prefixes?.length ?? 0) > 0) evidence.push("it has the provider's own prefix");
  else if (rule.keywords !== undefined)
    evidence.push(`${detector.provider === "generic" ? "a telling word" : "the provider's name"} stands near it`);
  if (rule.entropy !== undefined) evidence.push(`${shannonEntropy(secret).toFixed(1)} bits of entropy a character`);
  const weak = isWeak(compiled, secret);
  if (weak) {
    confidence *= WEAK_SHARE;
    doubts.push(WEAK_DOUBT);
  }
  if (placeholder !== undefined) {
    confidence *= WEAK_SHARE;
    doubts.unshift(SAMPLE_DOUBT);
    // What is proved is in no doubt.
  } else if (rule.checksum === undefined && (rule.prefixes?.length ?? 0) === 0) {
    doubts.push(
      whatIf({ confidence, alone, isWeak: weak, isHumanChosen: rule.humanChosen === true, near: Object.keys(companions), missing }),
    );
  }
  return { detector: compiled.detectorIndex, rule: compiled.ruleIndex, start, end, secret, confidence, evidence, doubts, companions };
}

const SAMPLE_DOUBT = "letters or digits in order, as samples have: for audits";

/** Whether a match has its kind's form but not its chance: it stands for the samples of documents, and is for audits. */
export function isSample({ doubts }: Pick<Match, "doubts">): boolean {
  return doubts[0] === SAMPLE_DOUBT;
}

/** A password that a person chose and others may guess: for audits, as where it is assigned to a name. */
function isWeak({ detector, rule }: CompiledRule, secret: string): boolean {
  // What is checked may be an encoding: its own bits say nothing.
  if (rule.humanChosen !== true || (detector.provider !== "generic" && (rule.checksum !== undefined || rule.prefixes !== undefined)))
    return false;
  return shannonEntropy(secret) * secret.length < STRONG_BITS;
}
