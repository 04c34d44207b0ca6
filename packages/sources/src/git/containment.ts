import { IntList } from "./growing.ts";
import type { History } from "./history.ts";

/** For some trees, which entries lead to what is looked for: `children` and `names` from `start[tree]` to `start[tree + 1]`. */
export interface Edges {
  readonly start: Int32Array;
  readonly children: Int32Array;
  readonly names: Int32Array;
}

/** Finds from below which trees hold an object, at whatever depth. */
export class Containment {
  readonly #history: History;
  readonly #treeCount: number;
  /** By object: the trees that add it, as positions into the history's lists of added entries. */
  readonly #addedStart: Int32Array;
  readonly #addedAt: Int32Array;
  readonly #addedTree: Int32Array;
  /** Trees that are kept as changes of a tree: the first, and the next of each. */
  readonly #firstDelta: Int32Array;
  readonly #nextDelta: Int32Array;

  constructor(history: History) {
    this.#history = history;
    this.#treeCount = history.treeNumbers.length;
    const added = history.addedChildren.length;
    this.#addedStart = new Int32Array(history.table.count + 1);
    for (let i = 0; i < added; i++) count(this.#addedStart, history.addedChildren.at(i) + 1);
    for (let i = 1; i < this.#addedStart.length; i++) this.#addedStart[i] = (this.#addedStart[i] ?? 0) + (this.#addedStart[i - 1] ?? 0);
    const next = this.#addedStart.slice();
    this.#addedAt = new Int32Array(added);
    this.#addedTree = new Int32Array(added);
    this.#firstDelta = new Int32Array(this.#treeCount).fill(-1);
    this.#nextDelta = new Int32Array(this.#treeCount).fill(-1);
    for (let tree = 0; tree < this.#treeCount; tree++) {
      for (let i = history.addedStart.at(tree); i < history.addedStart.at(tree + 1); i++) {
        this.#addedAt[count(next, history.addedChildren.at(i))] = i;
        this.#addedTree[i] = tree;
      }
      const base = history.treeBases.at(tree);
      if (base < 0) continue;
      this.#nextDelta[tree] = this.#firstDelta[base] ?? -1;
      this.#firstDelta[base] = tree;
    }
  }

  /** Every entry of every tree that leads to one of the objects; undefined when there are more than `limit`. */
  edgesTo(objects: Iterable<number>, limit: number): Edges | undefined {
    const trees = new IntList();
    const children = new IntList();
    const names = new IntList();
    const isRelevant = new Uint8Array(this.#history.table.count);
    const open = new IntList();
    for (const number of objects) {
      isRelevant[number] = 1;
      open.push(number);
    }
    const holders = new IntList();
    while (open.length > 0) {
      const child = open.pop();
      for (let i = this.#addedStart[child] ?? 0; i < (this.#addedStart[child + 1] ?? 0); i++) {
        const added = this.#addedAt[i] ?? 0;
        const name = this.#history.addedNames.at(added);
        holders.push(this.#addedTree[added] ?? 0);
        while (holders.length > 0) {
          const tree = holders.pop();
          trees.push(tree);
          children.push(child);
          names.push(name);
          if (trees.length > limit) return undefined;
          const number = this.#history.treeNumbers.at(tree);
          if (isRelevant[number] === 0) {
            isRelevant[number] = 1;
            open.push(number);
          }
          for (let delta = this.#firstDelta[tree] ?? -1; delta >= 0; delta = this.#nextDelta[delta] ?? -1) {
            if (!this.#removes(delta, child, name)) holders.push(delta);
          }
        }
      }
    }
    return this.#byTree(trees, children, names);
  }

  #removes(tree: number, child: number, name: number): boolean {
    const { removedStart, removedChildren, removedNames } = this.#history;
    for (let i = removedStart.at(tree); i < removedStart.at(tree + 1); i++) {
      if (removedChildren.at(i) === child && removedNames.at(i) === name) return true;
    }
    return false;
  }

  #byTree(trees: IntList, children: IntList, names: IntList): Edges {
    const start = new Int32Array(this.#treeCount + 1);
    for (let i = 0; i < trees.length; i++) count(start, trees.at(i) + 1);
    for (let i = 1; i < start.length; i++) start[i] = (start[i] ?? 0) + (start[i - 1] ?? 0);
    const next = start.slice();
    const sorted = { start, children: new Int32Array(trees.length), names: new Int32Array(trees.length) };
    for (let i = 0; i < trees.length; i++) {
      const at = count(next, trees.at(i));
      sorted.children[at] = children.at(i);
      sorted.names[at] = names.at(i);
    }
    return sorted;
  }
}

/** Adds one and gives the value before. */
function count(list: Int32Array, at: number): number {
  const before = list[at] ?? 0;
  list[at] = before + 1;
  return before;
}
