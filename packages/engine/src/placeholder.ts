/** Words by which people mark a value as none. Matched inside tokens of machines, where they do not occur by chance. */
const WORDS =
  /example|placeholder|change.?me|your[-_ ]?(?:api|auth|access|secret|token|key|own|account)|dummy|redacted|insert[-_]|<[a-z _-]+>|\$\{|\{\{|%\(|\*{4}|\.{4}|…/i;
// In one case only: four of them mixed stand in one of a thousand long tokens by chance.
const CROSSES = /xxxx|XXXX/;
const RUN = /(.)\1{7}/;
const SEQUENCES = ["abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba", "0123456789", "1234567890", "9876543210", "qwertyuiop"];

/**
 * Why a value that has a secret's shape is none, or undefined. Only for values that machines make: a person's
 * password may well hold these words.
 */
export function placeholderReason(secret: string): string | undefined {
  if (WORDS.test(secret) || CROSSES.test(secret)) return "a word of placeholders";
  if (RUN.test(secret)) return "one character repeated";
  const lower = secret.toLowerCase();
  for (const sequence of SEQUENCES) {
    for (let i = 0; i + 8 <= sequence.length; i++) {
      if (lower.includes(sequence.slice(i, i + 8))) return "letters or digits in order";
    }
  }
  // Capped: an alphabet has 16 to 65 characters, however long the token is.
  if (secret.length >= 16 && new Set(secret).size <= Math.min(12, Math.max(4, secret.length / 8))) return "too few different characters";
  return undefined;
}
