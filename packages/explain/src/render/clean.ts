// Paths and names of a repository are hostile text: what a reader cannot see is written as an escape, on one line.
const HIDDEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

export function clean(text: string): string {
  return text.replace(HIDDEN, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

export interface Span {
  readonly text: string;
  readonly isCode: boolean;
}

/** Splits at backquotes; an unmatched one is text. */
export function spans(text: string): readonly Span[] {
  const parts = clean(text).split("`");
  const isOdd = parts.length % 2 === 0;
  if (isOdd) return [{ text: parts.join("`"), isCode: false }];
  return parts.map((part, index) => ({ text: part, isCode: index % 2 === 1 })).filter((span) => span.text !== "");
}
