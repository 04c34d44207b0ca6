/** A list of 32-bit integers that grows: half the memory of an array of numbers, and none of its boxes. */
export class IntList {
  #values: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.#values = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#reserve(1);
    this.#values[this.length++] = value;
  }

  append(other: IntList): void {
    for (let i = 0; i < other.length; i++) this.push(other.at(i));
  }

  /** Appends `list[from]` to `list[to - 1]`, each plus `shift`. */
  appendShifted(list: Int32Array, from: number, to: number, shift: number): void {
    this.#reserve(to - from);
    const values = this.#values;
    let at = this.length;
    for (let i = from; i < to; i++) values[at++] = (list[i] ?? 0) + shift;
    this.length = at;
  }

  /** The values themselves: they hold until the list changes. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }

  at(i: number): number {
    return this.#values[i] ?? 0;
  }

  set(i: number, value: number): void {
    this.#values[i] = value;
  }

  pop(): number {
    return this.#values[--this.length] ?? 0;
  }

  clear(): void {
    this.length = 0;
  }

  #reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#values.length) return;
    const grown = new Int32Array(Math.max(needed, Math.ceil(this.#values.length * 1.5)) + 16);
    grown.set(this.#values.subarray(0, this.length));
    this.#values = grown;
  }
}
