import type { Occurrence } from "@stanch/model";
import type { Clone, Hunk } from "../clone.ts";

/** A line of the commit that is looked at, which the range added or changed. */
export interface Anchor {
  readonly path: string;
  /** As the file was called before; the same where it is no rename. */
  readonly oldPath: string;
  readonly line: number;
}

/** Where lines of older commits stand in the newest one, and which of its lines are new. */
export class Lines {
  readonly #clone: Clone;
  readonly #tip: string;
  readonly #base: string | undefined;
  readonly #added = new Map<string, readonly Hunk[] | undefined>();
  #renames: ReadonlyMap<string, string> | undefined;

  /** `known`: what the other side has. Hosts compare with the commit at which the two parted. */
  constructor(clone: Clone, tip: string, known: string | undefined) {
    this.#clone = clone;
    this.#tip = tip;
    this.#base = known === undefined ? undefined : (clone.mergeBase(known, tip) ?? known);
  }

  /** The line of the newest commit that a place has become; undefined where it is gone or was changed. */
  now({ commit, path, line }: Pick<Occurrence, "commit" | "path" | "line">): number | undefined {
    const after = this.#clone.blob(this.#tip, path);
    if (after === undefined || commit === undefined) return undefined;
    const before = this.#clone.blob(commit, path);
    if (before === undefined) return undefined;
    if (before === after) return line;
    const hunks = this.#clone.hunks(before, after);
    return hunks === undefined ? undefined : moved(line, hunks);
  }

  /** Undefined for a line that a comment cannot stand at: it is in no hunk of the difference. */
  anchor(path: string, line: number): Anchor | undefined {
    if (this.#base === undefined) return undefined;
    const oldPath = (this.#renames ??= this.#clone.renames(this.#base, this.#tip)).get(path) ?? path;
    if (!this.#added.has(path)) this.#added.set(path, this.#hunksOf(path, oldPath, this.#base));
    const hunks = this.#added.get(path);
    const isAdded = hunks?.some(({ after }) => line >= after.line && line < after.line + after.count) === true;
    return isAdded ? { path, oldPath, line } : undefined;
  }

  #hunksOf(path: string, oldPath: string, base: string): readonly Hunk[] | undefined {
    const after = this.#clone.blob(this.#tip, path);
    if (after === undefined) return undefined;
    const before = this.#clone.blob(base, oldPath);
    if (before === undefined) return [{ before: { line: 0, count: 0 }, after: { line: 1, count: Infinity } }];
    return before === after ? [] : this.#clone.hunks(before, after);
  }
}

function moved(line: number, hunks: readonly Hunk[]): number | undefined {
  let by = 0;
  for (const { before, after } of hunks) {
    // Lines that were put in stand behind the line that is named.
    if (before.count === 0 ? line <= before.line : line < before.line) break;
    if (line < before.line + before.count) return undefined;
    by += after.count - before.count;
  }
  return line + by;
}
