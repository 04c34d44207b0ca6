import { IntList } from "./growing.ts";
import type { History } from "./history.ts";

/** The commits that a walk takes in, parents before children; the older of those without kinship first. */
export interface CommitOrder {
  readonly commits: IntList;
  /** Excluded commits that are parents of those taken in: what they hold is not new. */
  readonly boundary: IntList;
}

const EXCLUDED = 1;
const INCLUDED = 2;

/** `tips` and `exclude` are commits of the history. Git's `--topo-order`, reversed, but for the order among strangers. */
export function commitOrder(history: History, tips: readonly number[], exclude: readonly number[]): CommitOrder {
  const marks = new Uint8Array(history.commitNumbers.length);
  markAncestors(history, marks, exclude, EXCLUDED);
  markAncestors(history, marks, tips, INCLUDED);
  const waitsFor = new Int32Array(marks.length);
  const childStart = new Int32Array(marks.length + 1);
  const boundary = new IntList();
  const seen = new Uint8Array(marks.length);
  const each = (act: (commit: number, parent: number) => void): void => {
    for (let commit = 0; commit < marks.length; commit++) {
      if (marks[commit] !== INCLUDED) continue;
      for (const parent of parentsOf(history, commit)) act(commit, parent);
    }
  };
  each((commit, parent) => {
    if (marks[parent] === INCLUDED) {
      waitsFor[commit] = (waitsFor[commit] ?? 0) + 1;
      childStart[parent + 1] = (childStart[parent + 1] ?? 0) + 1;
    } else if (seen[parent] === 0) {
      seen[parent] = 1;
      boundary.push(parent);
    }
  });
  for (let i = 1; i < childStart.length; i++) childStart[i] = (childStart[i] ?? 0) + (childStart[i - 1] ?? 0);
  const children = new Int32Array(childStart.at(-1) ?? 0);
  const next = childStart.slice();
  each((commit, parent) => {
    if (marks[parent] !== INCLUDED) return;
    const at = next[parent] ?? 0;
    next[parent] = at + 1;
    children[at] = commit;
  });
  const ready = new Heap((a, b) => isOlder(history, a, b));
  for (let commit = 0; commit < marks.length; commit++) if (marks[commit] === INCLUDED && waitsFor[commit] === 0) ready.push(commit);
  const commits = new IntList();
  for (let commit = ready.pop(); commit >= 0; commit = ready.pop()) {
    commits.push(commit);
    for (let i = childStart[commit] ?? 0; i < (childStart[commit + 1] ?? 0); i++) {
      const child = children[i] ?? 0;
      const left = (waitsFor[child] ?? 0) - 1;
      waitsFor[child] = left;
      if (left === 0) ready.push(child);
    }
  }
  return { commits, boundary };
}

function* parentsOf(history: History, commit: number): Generator<number> {
  for (let i = history.parentStart.at(commit); i < history.parentStart.at(commit + 1); i++) {
    const parent = history.commitAt(history.parents.at(i));
    if (parent >= 0) yield parent; // missing where a shallow clone stops
  }
}

function markAncestors(history: History, marks: Uint8Array, from: readonly number[], mark: number): void {
  const open = [...from];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (marks[commit] !== 0) continue;
    marks[commit] = mark;
    open.push(...parentsOf(history, commit));
  }
}

function isOlder(history: History, a: number, b: number): boolean {
  const difference = history.commitDates.at(a) - history.commitDates.at(b);
  if (difference !== 0) return difference < 0;
  // The same answer whatever packs the objects lie in.
  return history.table.hexOf(history.commitNumbers.at(a)) < history.table.hexOf(history.commitNumbers.at(b));
}

class Heap {
  readonly #items = new IntList();
  readonly #isBefore: (a: number, b: number) => boolean;

  constructor(isBefore: (a: number, b: number) => boolean) {
    this.#isBefore = isBefore;
  }

  push(item: number): void {
    const items = this.#items;
    items.push(item);
    let at = items.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#isBefore(item, items.at(up))) break;
      items.set(at, items.at(up));
      at = up;
    }
    items.set(at, item);
  }

  /** -1 when there is none. */
  pop(): number {
    const items = this.#items;
    if (items.length === 0) return -1;
    const first = items.at(0);
    const last = items.pop();
    if (items.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= items.length) break;
      if (down + 1 < items.length && this.#isBefore(items.at(down + 1), items.at(down))) down++;
      if (!this.#isBefore(items.at(down), last)) break;
      items.set(at, items.at(down));
      at = down;
    }
    items.set(at, last);
    return first;
  }
}
