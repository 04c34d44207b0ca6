/** Words by which people mark a value as none. Matched inside tokens of machines, where they do not occur by chance. */
const WORDS =
  /example|placeholder|change.?me|replace.?(?:me|with|this)|your[-_ ]?(?:api|auth|access|secret|token|key|own|account|client|app|password)|dummy|redacted|removed|censored|sanitized|invalid|not-?a-?real|fake[-_]?(?:api|auth|access|key|token|secret|pass)|foobar|insert[-_]|<[a-z _-]+>|\$\{|\{\{|%\(|\*{4}|\.{4}|…/i;
// In one case only: four of them mixed stand in one of a thousand long tokens by chance.
const CROSSES = /xxxx|XXXX/;
/** Words that hexadecimal digits spell, eight of them: one of 30 million random keys of 32 digits holds one. */
const HEX_WORDS = /deadbeef|cafebabe|baadf00d|feedface|badc0ffee|decafbad/i;
const RUN = 8;
/** Letters and digits in the order of the alphabet, of counting, of the keyboard, and in turns (`a1b2c3`). */
const SEQUENCES = [
  "abcdefghijklmnopqrstuvwxyz",
  "zyxwvutsrqponmlkjihgfedcba",
  "01234567890",
  "9876543210",
  "qwertyuiopasdfghjkl",
  "asdfghjklzxcvbnm",
  "a1b2c3d4e5f6g7h8i9",
  "1a2b3c4d5e6f7g8h9i",
  "1q2w3e4r5t6y",
  "q1w2e3r4t5y6",
];
/** Eight in order stand in one of some 200 million random keys of 40 letters and digits. */
const IN_ORDER = 8;
const ORDERED: ReadonlySet<string> = new Set(
  SEQUENCES.flatMap((sequence) => Array.from({ length: sequence.length - IN_ORDER + 1 }, (_, i) => sequence.slice(i, i + IN_ORDER))),
);

/** What `placeholderReason` says of such a value. The others are written to be no secret, this one may be one that is shown: audits see it. */
export const IN_ORDER_REASON = "letters or digits in order";

/** Pairs of ASCII characters with which a piece of ORDERED begins: one look-up in the place of a slice at each character. */
const BEGINS = new Uint8Array(1 << 14);
for (const piece of ORDERED) BEGINS[(piece.charCodeAt(0) << 7) | piece.charCodeAt(1)] = 1;

/**
 * Why a value that has a secret's shape is none, or undefined. Only for values that machines make: a person's
 * password may well hold these words.
 */
export function placeholderReason(secret: string): string | undefined {
  if (WORDS.test(secret) || CROSSES.test(secret) || HEX_WORDS.test(secret)) return "a word of placeholders";
  // A long token may hold zero bytes: what counts is how much of it is one character.
  if (longestRun(secret) >= Math.max(RUN, secret.length / 8)) return "one character repeated";
  const lower = secret.toLowerCase();
  for (let i = 0; i + IN_ORDER <= lower.length; i++) {
    const pair = (lower.charCodeAt(i) << 7) | lower.charCodeAt(i + 1);
    if (BEGINS[pair] === 1 && ORDERED.has(lower.slice(i, i + IN_ORDER))) return IN_ORDER_REASON;
  }
  // Capped: an alphabet has 16 to 65 characters, however long the token is.
  if (secret.length >= 16 && new Set(secret).size <= Math.min(12, Math.max(4, secret.length / 8))) return "too few different characters";
  if (repeats(lower)) return "a piece repeated";
  return undefined;
}

function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    run = i > 0 && text.charCodeAt(i) === text.charCodeAt(i - 1) ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}

/** Three times or more the same piece of 2 to 16 characters, but for 8 characters before and behind (prefix, checksum). */
function repeats(text: string): boolean {
  if (text.length < 16) return false;
  for (let piece = 2; piece <= 16; piece++) {
    const least = Math.max(piece * 2, text.length - piece - 8);
    let same = 0;
    for (let i = piece; i < text.length; i++) {
      same = text.charCodeAt(i) === text.charCodeAt(i - piece) ? same + 1 : 0;
      if (same >= least) return true;
    }
  }
  return false;
}
