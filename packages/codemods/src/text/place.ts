import { Gathered, type Replacement, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Edit, Project, Rewrite, SourceFile, Target } from "../types.ts";

/** A secret in a value of a configuration file, and what can be done to that value. */
export interface Place {
  /** Sections, keys and numbers of a list that lead to the value: `["services", "db", "environment", "PASSWORD"]`. */
  readonly keys: readonly string[];
  /** Whether the secret is all of the value. */
  readonly isWhole: boolean;
  /** The value as it stands, without its quotes, and where its text begins. */
  readonly raw: string;
  readonly rawStart: number;
  /** Puts in the secret's place what the program replaces when it reads the file. `read` gets the quotes it may use. */
  readonly splice: (read: (quote: string) => string) => Replacement;
  /** Takes the entry out, or makes its value empty. */
  readonly remove: () => Replacement;
  readonly empty: () => Replacement;
}

/** What of a place follows from where its value stands, without quotes. */
export function spanOf(text: string, target: Target, rawStart: number, rawEnd: number): Pick<Place, "raw" | "rawStart" | "isWhole"> {
  return { raw: text.slice(rawStart, rawEnd), rawStart, isWhole: target.start === rawStart && target.end === rawEnd };
}

/** What stands for a place in a comment. */
export const COMMENT = "it stands in a comment";

/** Where a secret stands: in a value, in a comment, or a sentence why nothing can be done there. */
export type Located = Place | string;

/** Whether an odd number of backslashes stands before an offset. */
function isEscaped(text: string, offset: number): boolean {
  let at = offset;
  while (text[at - 1] === "\\") at--;
  return (offset - at) % 2 === 1;
}

/** Answers target by target and gathers the edits; a note is added for files of tests. */
export async function rewriteEach(
  file: SourceFile,
  targets: readonly Target[],
  replace: (target: Target) => Replacement | Promise<Replacement>,
  finish?: (needs: readonly string[]) => readonly Edit[],
): Promise<Rewrite> {
  const gathered = new Gathered();
  for (const target of targets) {
    const replacement = isEscaped(file.text, target.start)
      ? { refused: "a backslash before it makes an escape of its first letter" }
      : await replace(target);
    gathered.add(target, replacement);
    if ("refused" in replacement || replacement.edits.length === 0) continue;
    if (isTest(file.path)) gathered.add(target, { edits: [], notes: [testNote(file.path, target.variable)] });
    // Of the languages only programs can ask a store: whoever starts the reader of this file puts the value there.
    if (target.helper !== undefined)
      gathered.add(target, {
        edits: [],
        notes: [`${file.path} cannot ask a store itself: start what reads it with stanch run, so that ${target.variable} is set`],
      });
  }
  return gathered.done(finish?.(gathered.needs));
}

/** Everything that is in a comment, or refused by a sentence, is settled here; a place goes on to `act`. */
export function settle(target: Target, located: Located, act: (place: Place) => Replacement): Replacement {
  if (located === COMMENT) return namedInComment(target);
  return typeof located === "string" ? { refused: located } : act(located);
}

/** The whole line or lines from one offset to another, with the line's end. */
export function wholeLines(text: string, start: number, end: number): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const stop = text.indexOf("\n", end);
  return { start: from, end: stop === -1 ? text.length : stop + 1, text: "" };
}

export function withNotes(replacement: Replacement, ...notes: readonly string[]): Replacement {
  return "refused" in replacement ? replacement : { ...replacement, notes: [...(replacement.notes ?? []), ...notes] };
}

/** What the codemods of one kind of file are given. */
export interface Scene {
  readonly file: SourceFile;
  readonly targets: readonly Target[];
  readonly project: Project;
}
