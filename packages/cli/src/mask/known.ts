import { formsOf } from "./forms.ts";

const ROOT = 0;
/** Nodes of the automaton, one a byte: some 50 MB. What is over is masked where it is detected, and not remembered. */
const MOST_NODES = 500_000;

/**
 * Values that are masked wherever they stand, in all their forms: an automaton (Aho-Corasick) over bytes. A node stands for the longest
 * end of what was read that may be the start of a value.
 */
export class Known {
  /** Changes with every value that is added: nodes of before mean nothing then. */
  version = 0;
  readonly #children = new Map<number, number>();
  readonly #depth: number[] = [0];
  /** Length of the longest value that ends at a node; 0: none. */
  readonly #ends: number[] = [0];
  readonly #parent: [node: number, byte: number][] = [[0, 0]];
  #fallback = new Int32Array(1);
  readonly #begins = new Uint8Array(256);
  readonly #values = new Set<string>();

  get isEmpty(): boolean {
    return this.#depth.length === 1;
  }

  /** Adds values with all their forms, if there is room. */
  add(values: Iterable<Uint8Array>): void {
    let isNew = false;
    for (const value of values) {
      const name = Buffer.from(value).toString("latin1");
      if (this.#values.has(name)) continue;
      this.#values.add(name);
      for (const form of formsOf(value)) isNew = this.#insert(form) || isNew;
    }
    if (!isNew) return;
    this.#link();
    this.version++;
  }

  /** Whether a byte may begin a value. */
  begins(byte: number): boolean {
    return this.#begins[byte] === 1;
  }

  next(node: number, byte: number): number {
    for (let at = node; ; at = this.#fallback[at] ?? ROOT) {
      const child = this.#children.get(at * 256 + byte);
      if (child !== undefined) return child;
      if (at === ROOT) return ROOT;
    }
  }

  /** How many bytes read last may be the start of a value. */
  depth(node: number): number {
    return this.#depth[node] ?? 0;
  }

  /** How many bytes read last are a value; 0: none. */
  ends(node: number): number {
    return this.#ends[node] ?? 0;
  }

  #insert(form: Uint8Array): boolean {
    if (this.#depth.length + form.length > MOST_NODES) return false;
    let node = ROOT;
    for (const byte of form) {
      const key = node * 256 + byte;
      let child = this.#children.get(key);
      if (child === undefined) {
        child = this.#depth.length;
        this.#children.set(key, child);
        this.#depth.push(this.depth(node) + 1);
        this.#ends.push(0);
        this.#parent.push([node, byte]);
      }
      node = child;
    }
    this.#ends[node] = form.length;
    this.#begins[form[0] ?? 0] = 1;
    return true;
  }

  /** Makes the ways back anew, level by level. */
  #link(): void {
    const order = [...this.#depth.keys()].sort((a, b) => this.depth(a) - this.depth(b));
    this.#fallback = new Int32Array(this.#depth.length);
    for (const node of order) {
      const [parent, byte] = this.#parent[node] ?? [ROOT, 0];
      if (node === ROOT || parent === ROOT) continue;
      const back = this.next(this.#fallback[parent] ?? ROOT, byte);
      this.#fallback[node] = back;
      this.#ends[node] = Math.max(this.ends(node), this.ends(back));
    }
  }
}
