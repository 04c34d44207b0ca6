import { wordCover } from "./words.ts";

/**
 * Log-odds by which passwords that are spelled out are doubted beyond what the model learned. The labels call most of them
 * secrets, as they stand in repositories that were chosen for theirs; in code at large they are the sample passwords of tests
 * and documents: 22 in 6.8 million lines, with which nothing can be opened.
 */
export const SPELLED_OUT = 1.6;
export const SPELLED_OUT_DOUBT = "made of plain words, as sample passwords are";

const TELLING = /pass|pwd|secret|token|key|auth|cred/i;
/** Three words and more as code spells them: `UNREACHABLE_ITEM_VALUE`, `failedLoginAttempts`. */
const IDENTIFIER = /^[A-Z]+(?:_[A-Z]+){2,9}$|^[a-z]+(?:[A-Z][a-z]+){2,9}$/;

/** Mostly plain words, one of which says what it is, or the name of something in code: `my-secret-password`, `StrongPassword!`. */
export function isSpelledOut(value: string): boolean {
  if (!(TELLING.test(value) || IDENTIFIER.test(value)) || /\d.*\d/.test(value)) return false;
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  return wordCover(value.replace(/passphrase|passwd/i, "password")).letters * 4 >= letters * 3;
}
