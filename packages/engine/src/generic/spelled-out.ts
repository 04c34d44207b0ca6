import { wordCover } from "./words.ts";

/**
 * Log-odds by which passwords that are spelled out are doubted beyond what the model learned. The labels call most of them
 * secrets, as they stand in repositories that were chosen for theirs; in code at large they are the sample passwords of tests
 * and documents: 22 in 6.8 million lines, with which nothing can be opened.
 */
export const SPELLED_OUT = 1.5;
export const SPELLED_OUT_DOUBT = "made of plain words, one of which says what it is";

const TELLING = /pass|pwd|secret|token|key|auth|cred/i;

/** Plain words, one of which says what it is: `my-secret-password`, `StrongPassword!`. */
export function isSpelledOut(value: string): boolean {
  if (!TELLING.test(value) || /\d.*\d/.test(value)) return false;
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  return wordCover(value).letters * 4 >= letters * 3;
}
