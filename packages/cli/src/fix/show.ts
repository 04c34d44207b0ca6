import { applyEdits } from "@stanch/codemods";
import { mask } from "@stanch/model";
import { printable } from "../io.ts";
import { type Plan, type PlannedFile, textOf } from "./plan.ts";

const CONTEXT = 2;

/** What a plan is shown with: the texts as they are now, and the secrets to mask in them. */
export interface Shown {
  readonly color: boolean;
  readonly sourceOf: (path: string) => string;
  readonly valueOf: (id: string) => string;
}

/** One file's change as a unified diff, secrets masked. */
export function diffOf(file: PlannedFile, { color, sourceOf, valueOf }: Shown): string {
  const before = sourceOf(file.path);
  const values = [...new Set(file.places.map(({ finding }) => valueOf(finding)))];
  const hidden = (line: string): string => values.reduce((text, value) => maskIn(text, value), line);
  const hunks = hunksOf(file, before);
  const lines = hunks.flatMap(({ from, to, edits, firstBefore, firstAfter }) => {
    const old = before.slice(from, to);
    const fresh = applyEdits(
      old,
      edits.map(({ start, end, after }) => ({ start: start - from, end: end - from, text: textOf(after, valueOf) })),
    );
    const [a, b] = [split(old), split(fresh)];
    return [
      paint(`@@ -${firstBefore},${a.length} +${firstAfter},${b.length} @@`, "36", color),
      ...changes(a, b).map(({ sign, line }) =>
        paint(printable(`${sign}${hidden(line)}`), sign === "-" ? "31" : sign === "+" ? "32" : "", color),
      ),
    ];
  });
  return [paint(printable(`--- ${file.path}`), "1", color), paint(printable(`+++ ${file.path}`), "1", color), ...lines].join("\n");
}

/** A secret over several lines is masked line by line: a diff shows each alone. */
function maskIn(line: string, value: string): string {
  return value
    .split("\n")
    .reduce((text, part) => (part.trim().length < 4 ? text : text.replaceAll(part.replace(/\r$/, ""), mask(part))), line);
}

interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly edits: PlannedFile["edits"];
  readonly firstBefore: number;
  readonly firstAfter: number;
}

/** Whole lines around edits; those that come near each other are one. */
function hunksOf(file: PlannedFile, text: string): readonly Hunk[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const groups: { first: number; last: number; edits: PlannedFile["edits"][number][] }[] = [];
  for (const edit of file.edits) {
    const first = Math.max(lineAt(edit.start) - CONTEXT, 0);
    const last = Math.min(lineAt(Math.max(edit.end - 1, edit.start)) + CONTEXT, starts.length - 1);
    const open = groups.at(-1);
    if (open !== undefined && first <= open.last + 1) {
      open.last = Math.max(open.last, last);
      open.edits.push(edit);
    } else groups.push({ first, last, edits: [edit] });
  }
  let grown = 0;
  return groups.map(({ first, last, edits }) => {
    const hunk = {
      from: starts[first] ?? 0,
      to: starts[last + 1] ?? text.length,
      edits,
      firstBefore: first + 1,
      firstAfter: first + 1 + grown,
    };
    for (const { before, after } of edits) grown += linesIn(after) - linesIn(before);
    return hunk;
  });
}

function linesIn(pieces: PlannedFile["edits"][number]["after"]): number {
  return pieces.reduce((count, piece) => count + (typeof piece === "string" ? piece.split("\n").length - 1 : 0), 0);
}

function split(text: string): readonly string[] {
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split(/\r?\n/);
}

/** What stays, goes and comes, line by line: a longest common subsequence, for hunks are short. */
function changes(a: readonly string[], b: readonly string[]): { sign: " " | "-" | "+"; line: string }[] {
  if (a.length * b.length > 250_000)
    return [...a.map((line) => ({ sign: "-" as const, line })), ...b.map((line) => ({ sign: "+" as const, line }))];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const out: { sign: " " | "-" | "+"; line: string }[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ sign: " ", line: a[i++] ?? "" });
      j++;
    } else if (i < a.length && (j === b.length || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)))
      out.push({ sign: "-", line: a[i++] ?? "" });
    else out.push({ sign: "+", line: b[j++] ?? "" });
  }
  return out;
}

function paint(text: string, code: string, color: boolean): string {
  return color && code !== "" ? `\x1b[${code}m${text}\x1b[0m` : text;
}

/** Everything of a plan but the diffs: store writes, new files, places left, notes. */
export function summaryOf(plan: Plan, color: boolean): string {
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [paint(title, "1", color), ...lines.map((line) => printable(`  ${line}`)), ""];
  const stores = plan.secrets.map(({ title, masked, uri, isThere, replaces }) => {
    const how = isThere ? "is there already" : replaces === undefined ? "will be written" : `becomes the version after ${replaces}`;
    return `${title} ${masked}  →  ${uri}  (${how})`;
  });
  const past = plan.secrets.filter(({ commits }) => commits > 0).length;
  const text = [
    ...part("Secret store", stores),
    ...part(
      "New files",
      plan.created.map(({ path, text }) => `${path} (${Buffer.byteLength(text)} bytes)`),
    ),
    ...part("What remains", past === 0 ? [] : historyNotes(past)),
    ...part("Notes", plan.notes),
  ].join("\n");
  return text === "" ? "" : `${text}\n`;
}

function historyNotes(count: number): string[] {
  return [
    `${count} of these ${count === 1 ? "secrets stands" : "secrets stand"} in the git history too, and whoever has a clone has it: an edit does not take that back.`,
    "1. Rotate first, always: `stanch explain KIND` says how. A dead secret in the history harms nobody.",
    "2. Rewrite the history only where a rotated secret must not be read either (`stanch fix --history-plan PLAN` makes it ready, and runs nothing).",
  ];
}
