import type { Candidate } from "./assigned-secret.ts";
import { BIAS, type Fact, WEIGHTS } from "./weights.ts";
import { placeholderReason } from "../placeholder.ts";
import { valueShape } from "./value-shape.ts";
import { STRONG_BITS, WEAK_DOUBT, WEAK_SHARE } from "./weak.ts";
import { isPlaceholder, isTrivial, repeatsName } from "./judge-value.ts";

const SETTERS = /^(?:set|with|add|put|use|new|init|add|assign|register)$/;
/** Candidates below this are not shown even to an audit: one in four of them would be a secret. */
const LEAST = 0.38;

export interface Weighed {
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
}

/** Judges a candidate; undefined when it is most likely no secret. Evidence and doubts come strongest first. */
export function weigh(candidate: Candidate): Weighed | undefined {
  let odds = BIAS;
  const told: (readonly [number, string])[] = [];
  for (const fact of facts(candidate)) {
    const [weight, sentence] = WEIGHTS[fact];
    odds += weight;
    if (sentence !== "") told.push([weight, sentence]);
  }
  const isWeak = candidate.shape.bits < STRONG_BITS;
  const probability = 1 / (1 + Math.exp(-odds));
  if (probability < LEAST) return undefined;
  told.sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
  const evidence = told.filter(([weight]) => weight > 0).map(([, sentence]) => sentence);
  const doubts = told.filter(([weight]) => weight < 0).map(([, sentence]) => sentence);
  if (isWeak) doubts.push(WEAK_DOUBT);
  return { confidence: Math.round((isWeak ? probability * WEAK_SHARE : probability) * 100) / 100, evidence, doubts };
}

/** Names of what speaks for or against a candidate; each has a weight and a sentence in WEIGHTS. */
export function facts({ key, reading, value, shape: whole, file }: Candidate): Fact[] {
  const out: Fact[] = [];
  const isPassword = key.kind === "password";
  // `test_`, `key-`, `sha1=` before a token say nothing of how random it is.
  const core = isPassword ? undefined : coreOf(value);
  const shape = core === undefined ? whole : valueShape(core);
  const group = isPassword ? "pw" : "tk";
  // Bytes are told by themselves: whatever the name, no one writes random ones for a label.
  if (!reading.isBytes) out.push(`name ${key.kind}`);
  if (!key.isHead) out.push("name goes on");
  const compact = shape.length - shape.spaces;
  const letters = shape.lower + shape.upper;
  const isWords = shape.digits === 0 && /^[A-Za-z]+(?:[_.:/\s-]+[A-Za-z]+)*[.!?]?$/.test(value);
  if (reading.isBytes) out.push("bytes");
  else if (shape.isUuid) out.push("uuid");
  else if (shape.isHex && shape.length >= 16 && letters > 0 && shape.digits > 0) out.push(shape.length >= 32 ? "hex long" : "hex short");
  else {
    const s = shape.surprise;
    if (isPassword) out.push(s < 3.4 ? "pw surprise 0" : s < 3.7 ? "pw surprise 1" : s < 4.4 ? "pw surprise 2" : "pw surprise 3");
    else out.push(s < 3.7 ? "tk surprise 0" : s < 4 ? "tk surprise 1" : s < 4.4 ? "tk surprise 2" : "tk surprise 3");
    if (shape.turns >= 6) out.push("many turns");
    else if (shape.turns >= 3) out.push("some turns");
    if (isWords) out.push(`${group} words only`);
    else if (letters === 0) out.push(`${group} no letters`);
    else if (shape.digits > 0) out.push(`${group} letters and digits`);
    else out.push(`${group} letters and symbols`);
    if (shape.digits > 0 && shape.symbols > 0 && shape.lower > 0 && shape.upper > 0 && shape.spaces === 0) out.push("all classes");
    if (/^_*[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+_*$/.test(value)) out.push("constant");
  }
  if (isPassword) out.push(`pw length ${compact < 6 ? 0 : compact < 8 ? 1 : compact < 16 ? 2 : compact < 24 ? 3 : compact < 40 ? 4 : 5}`);
  else out.push(`tk length ${compact < 8 ? 0 : compact < 12 ? 1 : compact < 16 ? 2 : compact < 24 ? 3 : compact < 40 ? 4 : 5}`);
  if (isTrivial(value)) out.push("trivial");
  if (isPlaceholder(core ?? value) || (!isPassword && placeholderReason(value) !== undefined)) out.push("placeholder");
  if (repeatsName(value, key)) out.push(`${group} repeats`);
  else if (/pass|pwd|secret|token|key|auth|cred/i.test(value) && !/\d\D+\d\D+\d/.test(value)) out.push(`${group} tells its kind`);
  if (shape.spaces > 0) out.push(`${group} spaces`);
  if (reading.join === "call" && SETTERS.test(key.words[0] ?? "")) out.push("join setter");
  else out.push(`join ${reading.join}`);
  if (
    key.kind === "weak" &&
    compact >= 16 &&
    (shape.turns >= 5 || (shape.surprise >= 4.6 && (shape.digits > 0 || shape.lower * shape.upper === 0)) || (shape.isHex && compact >= 32))
  )
    out.push("weak random");
  if (!reading.quoted) {
    const kind = file();
    if (kind !== "config") out.push(`bare in ${kind}`);
  }
  if (reading.wrapEnd > reading.wrapStart) out.push("wrapped");
  return out;
}

/** The longest run of letters and digits where it is most of the value and something else stands around it. */
function coreOf(value: string): string | undefined {
  let longest = "";
  for (const run of value.match(/[A-Za-z0-9]+/g) ?? []) if (run.length > longest.length) longest = run;
  return longest.length >= 16 && longest.length < value.length && longest.length * 5 >= value.length * 3 ? longest : undefined;
}
