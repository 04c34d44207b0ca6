import type { Text } from "../rule-match.ts";
import { QUOTE, WORD, classOf } from "./chars.ts";
import { DASH } from "./codes.ts";
import { isOtherCall, notLiteral } from "./judge-value.ts";
import { type KeyName, keyName } from "./key-name.ts";
import { isAmongTexts, isUserToo } from "./neighbours.ts";
import { Reading } from "./reading.ts";
import { type FileKind, surroundings } from "./surroundings.ts";
import { type ValueShape, valueShape } from "./value-shape.ts";
import { WEAK_DOUBT, WEAK_SHARE } from "./weak.ts";
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

export interface Candidate {
  readonly key: KeyName;
  readonly reading: Reading;
  readonly value: string;
  readonly shape: ValueShape;
  /** Asked only where a bare value makes it count: it reads some kilobytes. */
  readonly file: () => FileKind;
}

const reading = new Reading();
/** What stands before the credential in an authorization header. */
const SCHEME = /^(?:Basic|Bearer|Token|NTLM|Negotiate|ApiKey|JWT) {1,4}(?=\S{8})/i;

/** How gzip opens, written out. */
const GZIP = /^\\x1f\\x8b/i;
/** `\x00\x1f`, `\u00ea`: three of them. */
const ESCAPED_BYTES = /(?:\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[0-3][0-7]{2}).{0,4}){3}/;

/** Stands for this matcher beside the numbers of rules. */
const MEMO = -1;
/** Bytes around a keyword that a verdict may rest on, together with the kind of the file where that was asked. */
const MEMO_BEFORE = 208;
const MEMO_AFTER = 512;
/** What of them is read before the name and behind the value: see features.ts. */
const READ_BEFORE = 160;
const READ_AFTER = 200;
const KINDS: readonly FileKind[] = ["code", "config", "shell", "prose", "unknown"];

/** What was decided on a keyword's bytes; offsets count from the keyword. */
interface Verdict {
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly assigned: Assigned;
}

/** Finds assigned secrets around keywords; `spans` ascend. Gives them in order, none twice. */
export function findAssigned(
  text: Text,
  spans: readonly (readonly [start: number, end: number])[],
  judge: (candidate: Candidate) => Weighed | undefined = weigh,
): Assigned[] {
  const found: Assigned[] = [];
  // Bytes are read where they lie; only the slow twin has a string, whose characters are bytes too.
  reading.bytes = text.bytes ?? Buffer.from(text.slice(0, text.length), "latin1");
  const base = text.bytes === undefined ? 0 : (text.bytesAt ?? 0);
  reading.from = base;
  reading.to = base + text.length;
  let kind: FileKind | undefined;
  let isLocal = true;
  const file = (): FileKind => {
    isLocal = false;
    return (kind ??= surroundings(text, reading.keyStart - base));
  };
  let done = 0;
  let claimed = 0;
  for (const span of spans) {
    const start = span[0] + base;
    if (span[1] + base <= done) continue;
    const verdict = known(text, span, kind);
    if (verdict === "empty") continue;
    if (verdict !== undefined) {
      done = start + verdict.keyEnd;
      if (start + verdict.valueStart < claimed) continue;
      const { assigned } = verdict;
      found.push({ ...assigned, start: span[0] + assigned.start, end: span[0] + assigned.end });
      claimed = start + assigned.end;
      continue;
    }
    isLocal = true;
    const has = reading.read(start, wordEnd(start, span[1] + base));
    done = reading.keyEnd;
    if (has && reading.valueStart < claimed) continue;
    const assigned = has ? decide(base, file, judge) : undefined;
    if (isWithin(start, span[1] + base, has)) remember(text, span, isLocal ? undefined : kind, base, assigned);
    if (assigned === undefined) continue;
    found.push(assigned);
    claimed = assigned.end + base;
  }
  return found;
}

/** Whether all that was read lies where it is remembered by. */
function isWithin(start: number, end: number, has: boolean): boolean {
  if (reading.keyStart - READ_BEFORE < start - MEMO_BEFORE) return false;
  return !has || reading.valueEnd + READ_AFTER <= end + MEMO_AFTER;
}

/** What was decided when the same keyword stood in the same bytes; `kind` is the blob's where some keyword asked for it. */
function known(text: Text, span: readonly [number, number], kind: FileKind | undefined): Verdict | "empty" | undefined {
  for (const one of kind === undefined ? [undefined] : [undefined, kind]) {
    if (ask(text, span, one)) return "empty";
    const kept = text.kept?.();
    if (kept !== undefined) return kept as Verdict; // `remember` put it there
  }
  return undefined;
}

function remember(
  text: Text,
  span: readonly [number, number],
  kind: FileKind | undefined,
  base: number,
  assigned: Assigned | undefined,
): void {
  if (text.keep === undefined || ask(text, span, kind)) return;
  if (assigned === undefined) return text.rememberEmpty?.();
  const start = span[0];
  const verdict: Verdict = {
    keyEnd: reading.keyEnd - base - start,
    valueStart: reading.valueStart - base - start,
    assigned: { ...assigned, start: assigned.start - start, end: assigned.end - start },
  };
  text.keep(verdict);
}

/** Asks for the bytes around a keyword; at the start of a short blob several share all of them. */
function ask(text: Text, [start, end]: readonly [number, number], kind: FileKind | undefined): boolean {
  const at = Math.min(start, MEMO_BEFORE);
  const who = MEMO - ((at * 64 + (end - start)) * 8 + (kind === undefined ? 0 : 1 + KINDS.indexOf(kind)));
  return text.isKnownEmpty?.(who, start - MEMO_BEFORE, end + MEMO_AFTER) === true;
}

/** A keyword may bring what joins it to its value (`key:`): the name ends before that. */
function wordEnd(start: number, end: number): number {
  let e = start;
  while (e < end && ((classOf(reading.code(e)) & WORD) !== 0 || reading.code(e) === DASH)) e++;
  return e;
}

function decide(base: number, file: () => FileKind, judge: (candidate: Candidate) => Weighed | undefined): Assigned | undefined {
  const { keyStart, keyEnd } = reading;
  let { valueStart, valueEnd } = reading;
  // Quotes within quotes: "'value'".
  if ((classOf(reading.code(valueStart)) & QUOTE) !== 0 && reading.code(valueStart) === reading.code(valueEnd - 1)) {
    valueStart++;
    valueEnd--;
  }
  let value = reading.cut(valueStart, valueEnd);
  const scheme = SCHEME.exec(value);
  if (scheme !== null) {
    valueStart += scheme[0].length;
    value = value.slice(scheme[0].length);
  }
  if (value.length < 3 || notLiteral(value, reading, file) !== undefined) return undefined;
  const key = keyName(reading.cut(keyStart, keyEnd));
  if (key === undefined || (reading.join === "call" && isOtherCall(key)) || (reading.isBytes && !key.isHead)) return undefined;
  // `authentication = Passwort`: what is called so is a way, a page or a label, unless it is random.
  if (key.kind === "auth" && !/\d/.test(value)) return undefined;
  // OpenPGP's ids of public keys, as `apt-key` and `git` are given them.
  if (key.kind === "weak" && /^(?:0x)?(?:[\dA-F]{8}|[\dA-F]{16})$/.test(value)) return undefined;
  // The key of a table written out byte by byte; a secret is so written under a name that says what it is.
  if (key.kind === "weak" && ESCAPED_BYTES.test(value)) return undefined;
  // A file packed into the program, as go-bindata does it: `_mailAuthTmpl = "\\x1f\\x8b…`.
  if (GZIP.test(value)) return undefined;
  // Helm: `checksum/secrets` has the pods start anew when a secret changes.
  if (reading.cut(keyStart - 9, keyStart) === "checksum/") return undefined;
  const weighed = judge({ key, reading, value, shape: valueShape(value), file });
  if (weighed === undefined || isAmongTexts(reading, value)) return undefined;
  const isGuessed = key.kind === "password" && !weighed.doubts.includes(WEAK_DOUBT) && isUserToo(reading, value);
  const { confidence, evidence, doubts } = isGuessed ? asUser(weighed) : weighed;
  return { start: valueStart - base, end: valueEnd - base, secret: value, confidence, evidence, doubts };
}

/** For audits, as other passwords that are easy to guess. */
function asUser({ confidence, evidence, doubts }: Weighed): Weighed {
  return { confidence: Math.round(confidence * WEAK_SHARE * 100) / 100, evidence, doubts: ["it is the user's name too", ...doubts] };
}
