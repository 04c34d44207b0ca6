import { LETTER, classOf } from "./chars.ts";
import { WORDS } from "./word-list.ts";

/** How much of a text is words of the dictionary. */
export interface WordCover {
  /** Letters that stand in words. */
  readonly letters: number;
  readonly longest: number;
  /** The longest run of letters that no word covers. */
  readonly gap: number;
}

/** A trie: 27 numbers a node, the children by letter and whether a word ends. Made when the first candidate is judged. */
let trie: Uint16Array | undefined;

/** Covers the runs of letters with words of four letters and more, greedily and without regard to case. */
export function wordCover(value: string): WordCover {
  const nodes = (trie ??= build());
  let letters = 0;
  let longest = 0;
  let gap = 0;
  let open = 0;
  let i = 0;
  while (i < value.length) {
    const length = wordAt(nodes, value, i);
    if (length > 0) {
      letters += length;
      if (length > longest) longest = length;
      i += length;
      open = 0;
      continue;
    }
    open = (classOf(value.charCodeAt(i)) & LETTER) !== 0 ? open + 1 : 0;
    if (open > gap) gap = open;
    i++;
  }
  return { letters, longest, gap };
}

function wordAt(nodes: Uint16Array, value: string, from: number): number {
  let node = 0;
  let best = 0;
  for (let i = from; i < value.length; i++) {
    const letter = (value.charCodeAt(i) | 0x20) - 97;
    if (letter < 0 || letter > 25) break;
    node = nodes[node * 27 + letter] ?? 0;
    if (node === 0) break;
    if (nodes[node * 27 + 26] === 1) best = i + 1 - from;
  }
  return best;
}

function build(): Uint16Array {
  const words = WORDS.split(" ");
  const nodes = new Uint16Array((words.reduce((sum, word) => sum + word.length, 0) + 1) * 27);
  let free = 1;
  for (const word of words) {
    let node = 0;
    for (let i = 0; i < word.length; i++) {
      const at = node * 27 + word.charCodeAt(i) - 97;
      let next = nodes[at] ?? 0;
      if (next === 0) {
        next = free++;
        nodes[at] = next;
      }
      node = next;
    }
    nodes[node * 27 + 26] = 1;
  }
  return nodes.slice(0, free * 27);
}
