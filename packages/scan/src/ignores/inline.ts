/** An inline mark: an ignore of ours, one of ours that lacks something, or another scanner's. */
export type InlineMark =
  | {
      readonly kind: "ignore";
      readonly detectors: readonly string[];
      readonly until: string;
      readonly reason: string;
      readonly isAlone: boolean;
    }
  | { readonly kind: "malformed"; readonly what: string; readonly isAlone: boolean }
  | { readonly kind: "foreign"; readonly mark: string; readonly isForNextLine: boolean };

/** How an ignore is written; shown wherever one is wrong. */
export const IGNORE_FORM = "stanch:ignore <detector> until YYYY-MM-DD: <reason>";

const OURS = /stanch:ignore(?![\w-])/gi;
/** What other scanners and linters take as «this is no leak». */
const FOREIGN =
  /(?<![\w-])(?:gitleaks:allow|betterleaks:allow|kingfisher:(?:ignore|allow)|trufflehog:ignore|ggignore|pragma: ?(?:allow|white)list (?:nextline )?secret|noqa: ?(?:[A-Z]+\d+, ?){0,9}S10[567]|nosec|nosecret|nosemgrep|NOSONAR)(?![\w-])/gi;
/** Cheap test for lines worth parsing: true for every line in which `parseInlineIgnores` finds something. */
const ANY = /stanch:ignore|:allow|(?:kingfisher|trufflehog):ignore|ggignore|pragma:|noqa:|nosec|nosemgrep|NOSONAR/i;

export function hasIgnoreMark(line: string): boolean {
  return ANY.test(line);
}

/**
 * All marks of one line, in any comment syntax: the line is not read as code. Ours names one or more detectors (commas
 * between them) or `*`, the last day on which it holds, and a reason. `isAlone`: nothing but a comment's opening stands
 * before it, so that it speaks for the line below.
 */
export function parseInlineIgnores(line: string): InlineMark[] {
  const marks: InlineMark[] = [];
  const starts = [...line.matchAll(OURS)].map((found) => found.index);
  for (const [index, start] of starts.entries()) {
    const said = line.slice(start + "stanch:ignore".length, starts[index + 1] ?? line.length);
    const isAlone = index === 0 && /^[\W_]*(?:rem|dnl|comment)?[\W_]*$/i.test(line.slice(0, start));
    marks.push(ours(said, isAlone));
  }
  for (const [mark] of line.matchAll(FOREIGN))
    marks.push({ kind: "foreign", mark: mark.toLowerCase(), isForNextLine: /nextline/i.test(mark) });
  return marks;
}

function ours(said: string, isAlone: boolean): InlineMark {
  const malformed = (what: string): InlineMark => ({ kind: "malformed", what, isAlone });
  const found = /^\s+(\*|[a-z0-9-]+(?:\s?,\s?[a-z0-9-]+){0,20})(?:\s+until\s+([^\s:]{1,20}))?\s?(:?)(.*)$/is.exec(said.trimEnd());
  if (found === null || found[1]?.toLowerCase() === "until") return malformed("names no detector");
  const [, names = "", until, colon, rest = ""] = found;
  if (until === undefined) return malformed("has no last day");
  if (!isDate(until)) return malformed("has a last day that is no date");
  const reason = reasonOf(rest);
  if (colon === "" || !/\p{L}{3}|\p{L}.*\d/u.test(reason)) return malformed("has no reason");
  return { kind: "ignore", detectors: names.toLowerCase().split(/\s?,\s?/), until, reason, isAlone };
}

const LONGEST_REASON = 200;

/** What stands behind the comment's end is code, and a string's end is not part of the reason. */
function reasonOf(rest: string): string {
  const end = rest.search(/\*\/|--!?>|[#%]\}|%>/);
  const text = (end < 0 ? rest : rest.slice(0, end)).trim();
  if (text.length > LONGEST_REASON) return `${text.slice(0, LONGEST_REASON)}…`;
  return text.replace(/["'`,;]+$/, "").trim();
}

function isDate(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
