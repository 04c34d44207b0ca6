import type { TreeContent } from "./tree-reader.ts";

interface Half {
  readonly bytes: Buffer;
  readonly ints: Int32Array;
  readonly trees: Map<number, TreeContent>;
  bytesUsed: number;
  intsUsed: number;
}

/**
 * Trees by number, in two halves of fixed size: when one is full the other is emptied and filled. A buffer of its own for
 * each tree cost more than reading it: with half a million trees of 10 to 40 kB allocation and collection took 7 of 22 s.
 */
export class TreeCache {
  #current: Half;
  #other: Half;

  constructor(sizeBytes: number) {
    this.#current = newHalf(sizeBytes / 2);
    this.#other = newHalf(sizeBytes / 2);
  }

  get(key: number): TreeContent | undefined {
    return this.#current.trees.get(key) ?? this.#other.trees.get(key);
  }

  /** Where the next tree's bytes would go, when they fit without anything being thrown out: written there they need no copy. */
  roomFor(sizeBytes: number): Buffer | undefined {
    const { bytes, bytesUsed } = this.#current;
    return sizeBytes <= bytes.length / 2 && bytesUsed + sizeBytes <= bytes.length
      ? bytes.subarray(bytesUsed, bytesUsed + sizeBytes)
      : undefined;
  }

  /** Copies a tree in and gives the copy: it holds until enough others came, certainly until the next but one. */
  set(key: number, tree: TreeContent): TreeContent {
    const ints = tree.starts.length + tree.marks.length;
    if (tree.bytes.length > this.#current.bytes.length / 2 || ints > this.#current.ints.length / 2) return copyOf(tree);
    if (
      this.#current.bytesUsed + tree.bytes.length > this.#current.bytes.length ||
      this.#current.intsUsed + ints > this.#current.ints.length
    ) {
      [this.#current, this.#other] = [this.#other, this.#current];
      empty(this.#current);
    }
    const half = this.#current;
    const startsEnd = half.intsUsed + tree.starts.length;
    const isThere = tree.bytes.buffer === half.bytes.buffer && tree.bytes.byteOffset === half.bytes.byteOffset + half.bytesUsed;
    if (!isThere) tree.bytes.copy(half.bytes, half.bytesUsed);
    half.ints.set(tree.starts, half.intsUsed);
    half.ints.set(tree.marks, startsEnd);
    const copy = {
      bytes: half.bytes.subarray(half.bytesUsed, half.bytesUsed + tree.bytes.length),
      starts: half.ints.subarray(half.intsUsed, startsEnd),
      marks: half.ints.subarray(startsEnd, half.intsUsed + ints),
    };
    half.bytesUsed += tree.bytes.length;
    half.intsUsed += ints;
    half.trees.set(key, copy);
    return copy;
  }
}

function newHalf(sizeBytes: number): Half {
  // A tree has some 35 bytes an entry, for which it keeps one integer and for every tenth three more.
  const ints = new Int32Array(sizeBytes >> 4);
  return { bytes: Buffer.allocUnsafeSlow(sizeBytes), ints, trees: new Map(), bytesUsed: 0, intsUsed: 0 };
}

function empty(half: Half): void {
  half.trees.clear();
  half.bytesUsed = 0;
  half.intsUsed = 0;
}

function copyOf(tree: TreeContent): TreeContent {
  return { bytes: Buffer.from(tree.bytes), starts: tree.starts.slice(), marks: tree.marks.slice() };
}
