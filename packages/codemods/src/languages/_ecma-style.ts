import { lineEndOf } from "../edits.ts";

/** How a file is written, so that what is added looks like the rest. */
export interface Style {
  readonly quote: '"' | "'";
  readonly semicolon: ";" | "";
  readonly indent: string;
  readonly lineEnd: string;
  /** Of the time before 2015: without templates, const and arrows. */
  readonly isOld: boolean;
}

export function styleOf(text: string): Style {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  // Statements that end with their line, with and without a semicolon.
  const open = /^[ \t]*(?:const|let|var|import|return|export|module\.exports|await)\b.*[\w"'`)\]}][ \t]*\r?$/gm;
  return {
    quote: count(/'[^'"\n]*'/g) > count(/"[^'"\n]*"/g) ? "'" : '"',
    semicolon: count(/;/g) >= count(open) ? ";" : "",
    indent: /^(?:\t| {2,8})(?=[^\s*])/m.exec(text)?.[0] ?? "  ",
    lineEnd: lineEndOf(text),
    isOld: /\bvar\s/.test(text) && !/=>|\b(?:const|let)\s+[\w${[]|`|^[ \t]*(?:import|export)\b|\bclass\s+\w/m.test(text),
  };
}
