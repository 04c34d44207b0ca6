import type { Text } from "../rule-match.ts";
import { QUOTE, WORD, classOf } from "./chars.ts";
import { isOtherCall, notLiteral } from "./judge-value.ts";
import { type KeyName, keyName } from "./key-name.ts";
import { LONGEST_VALUE, Reading } from "./reading.ts";
import { type FileKind, surroundings } from "./surroundings.ts";
import { type ValueShape, valueShape } from "./value-shape.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** A value that is assigned to a telling name. Offsets are bytes of the blob. */
export interface Assigned {
  readonly start: number;
  readonly end: number;
  readonly secret: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
}

const BEFORE = 96;
const AFTER = 320;
/** Neighbouring keywords share a block of this many bytes at most. */
const BLOCK = 16_384;

export interface Candidate {
  readonly key: KeyName;
  readonly reading: Reading;
  readonly value: string;
  readonly shape: ValueShape;
  readonly file: FileKind;
}

const reading = new Reading();
/** What stands before the credential in an authorization header. */
const SCHEME = /^(?:Basic|Bearer|Token|NTLM|Negotiate|ApiKey|JWT) {1,4}(?=\S{8})/i;

/** Finds assigned secrets around keywords; `spans` ascend. Gives them in order, none twice. */
export function findAssigned(
  text: Text,
  spans: readonly (readonly [start: number, end: number])[],
  judge: (candidate: Candidate) => Weighed | undefined = weigh,
): Assigned[] {
  const found: Assigned[] = [];
  let kind: FileKind | undefined;
  let slice = "";
  let from = 0;
  let to = 0;
  let done = 0;
  let claimed = 0;
  for (let i = 0; i < spans.length; i++) {
    const [start, end] = spans[i] ?? [0, 0];
    if (end <= done) continue;
    if (to === 0 || Math.max(0, start - BEFORE) < from || Math.min(text.length, end + AFTER) > to) {
      from = Math.max(0, start - BEFORE);
      to = Math.min(text.length, end + AFTER);
      for (let j = i + 1; j < spans.length; j++) {
        const [nextStart, nextEnd] = spans[j] ?? [0, 0];
        if (nextStart - to > 512 || nextEnd - from > BLOCK) break;
        to = Math.min(text.length, nextEnd + AFTER);
      }
      slice = text.slice(from, to);
    }
    const word = wordEnd(slice, start - from, end - from);
    let has = reading.read(slice, start - from, word);
    let base = from;
    if (!has && reading.cut && to < text.length) {
      base = Math.max(0, start - BEFORE);
      has = reading.read(text.slice(base, Math.min(text.length, end + LONGEST_VALUE + AFTER)), start - base, word + from - base);
    }
    done = base + reading.keyEnd;
    if (!has || base + reading.valueStart < claimed) continue;
    kind ??= surroundings(text, start);
    const assigned = decide(base, kind, judge);
    if (assigned === undefined) continue;
    found.push(assigned);
    claimed = assigned.end;
  }
  return found;
}

/** A keyword may bring what joins it to its value (`key:`): the name ends before that. */
function wordEnd(text: string, start: number, end: number): number {
  let e = start;
  while (e < end && ((classOf(text.charCodeAt(e)) & WORD) !== 0 || text.charCodeAt(e) === 0x2d)) e++;
  return e;
}

function decide(base: number, file: FileKind, judge: (candidate: Candidate) => Weighed | undefined): Assigned | undefined {
  const { text, keyStart, keyEnd } = reading;
  let { valueStart, valueEnd } = reading;
  // Quotes within quotes: "'value'".
  if ((classOf(text.charCodeAt(valueStart)) & QUOTE) !== 0 && text.charCodeAt(valueStart) === text.charCodeAt(valueEnd - 1)) {
    valueStart++;
    valueEnd--;
  }
  let value = text.slice(valueStart, valueEnd);
  if (value.length < 3) return undefined;
  const scheme = SCHEME.exec(value);
  if (scheme !== null) {
    valueStart += scheme[0].length;
    value = value.slice(scheme[0].length);
  }
  if (notLiteral(value, reading, file) !== undefined) return undefined;
  const key = keyName(text.slice(keyStart, keyEnd));
  if (key === undefined || (reading.join === "call" && isOtherCall(key)) || (reading.isBytes && !key.isHead)) return undefined;
  const shape = valueShape(value);
  const weighed = judge({ key, reading, value, shape, file });
  if (weighed === undefined) return undefined;
  return { start: base + valueStart, end: base + valueEnd, secret: value, ...weighed };
}
