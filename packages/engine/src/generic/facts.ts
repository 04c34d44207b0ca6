import type { Candidate } from "./assigned-secret.ts";
import { placeholderReason } from "../placeholder.ts";
import { isPlaceholder, isTrivial, repeatsName } from "./judge-value.ts";
import { valueShape } from "./value-shape.ts";

/** What a reader is told of each fact, and whether that speaks for a secret (1) or against; nothing where the sentence is empty. */
export const SENTENCES = {
  "name password": [1, "its name says password"],
  "name secret": [1, "its name says secret"],
  "name token": [1, "its name says token"],
  "name key": [1, "its name says key of an interface or a cipher"],
  "name credential": [1, "its name says credential"],
  "name auth": [1, "its name says authentication"],
  "name weak": [-1, "its name says key and no more"],
  "name goes on": [-1, "the name goes on after the telling word"],
  uuid: [1, "it is a random identifier under a telling name"],
  "hex long": [1, "32 or more random hexadecimal digits"],
  "hex short": [1, "16 or more hexadecimal digits"],
  "pw surprise 0": [-1, "it reads like words"],
  "pw surprise 1": [1, ""],
  "pw surprise 2": [1, "it is no plain word"],
  "pw surprise 3": [1, "its letters make no words"],
  "tk surprise 0": [-1, "it reads like words"],
  "tk surprise 1": [-1, "it reads rather like words"],
  "tk surprise 2": [1, ""],
  "tk surprise 3": [1, "its letters make no words"],
  "many turns": [1, "letters and digits change as often as at random"],
  "some turns": [1, "letters and digits are mixed"],
  "pw words only": [1, ""],
  "pw no letters": [-1, "it has no letters"],
  "pw letters and digits": [1, "letters with digits, as people choose passwords"],
  "pw letters and symbols": [-1, ""],
  "tk words only": [-1, "only words, as names have"],
  "tk no letters": [1, ""],
  "tk letters and digits": [-1, ""],
  "tk letters and symbols": [-1, "letters and signs without a digit"],
  constant: [-1, "it is spelt like a constant's name"],
  "pw length 0": [-1, "shorter than passwords are"],
  "pw length 1": [1, ""],
  "pw length 2": [1, "as long as passwords are"],
  "pw length 3": [-1, ""],
  "pw length 4": [-1, ""],
  "pw length 5": [-1, "longer than passwords are"],
  "tk length 0": [-1, "shorter than tokens are"],
  "tk length 1": [-1, "rather short"],
  "tk length 2": [1, ""],
  "tk length 3": [1, "as long as tokens are"],
  "tk length 4": [1, "as long as tokens are"],
  "tk length 5": [1, "as long as tokens are"],
  trivial: [-1, "one of the values that everybody uses in tests"],
  placeholder: [-1, "a word of placeholders"],
  "pw tells its kind": [-1, "it names what it is"],
  "tk tells its kind": [-1, "it names what it is"],
  "pw spaces": [-1, "it has blanks, as sentences have"],
  "tk spaces": [-1, "it has blanks, as sentences have"],
  "join assign": [1, "assigned to the name"],
  "join colon": [1, ""],
  "join arrow": [1, "assigned to the name"],
  "join compare": [1, "compared with the name"],
  "join argument": [-1, "an argument after the name may be a key"],
  "join call": [-1, "an argument of a call, which may look it up"],
  "join element": [-1, "text of an element, which may be a label"],
  "join pair": [-1, ""],
  "join flag": [-1, ""],
  "join query": [1, "a parameter of an URL"],
  "join words": [1, ""],
  "bare in code": [-1, ""],
  "bare in prose": [1, ""],
  "bare in shell": [-1, ""],
  "bare in unknown": [1, ""],
  wrapped: [-1, "handed through a call"],
  "join setter": [-1, "handed to a call that sets it"],
  "weak random": [1, "too random for the key of a table or a list"],
  bytes: [1, "a list of random bytes"],
  "all classes": [1, "letters of both cases, digits and signs"],
  "pw repeats": [-1, "it repeats its own name"],
  "tk repeats": [-1, "it repeats its own name"],
} as const satisfies Readonly<Record<string, readonly [side: 1 | -1, sentence: string]>>;

export type Fact = keyof typeof SENTENCES;

export const FACTS: readonly Fact[] = Object.keys(SENTENCES).filter((name): name is Fact => name in SENTENCES);

const SETTERS = /^(?:set|with|add|put|use|new|init|assign|register)$/;

/** Names of what speaks for or against a candidate; each has a weight in the model and a sentence in SENTENCES. */
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
