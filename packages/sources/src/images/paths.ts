/** What a layer does to the paths below it, told by a later one for a file of an earlier one. */

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/** 53 bits of a path's hash are kept, 8 bytes a path: an image of millions of files fits in a few megabytes. */
export class LayerPaths {
  #hashes = new Float64Array(1024);
  #count = 0;
  #isSorted = true;

  /** An entry of the layer, whatever its type. */
  add(name: string, isFolder: boolean): void {
    const path = plainPath(name);
    const slash = path.lastIndexOf("/");
    const base = path.slice(slash + 1);
    const parent = slash < 0 ? "" : path.slice(0, slash);
    if (base === OPAQUE) this.#put(`o${parent}`);
    else if (base.startsWith(WHITEOUT)) this.#put(`w${join(parent, base.slice(WHITEOUT.length))}`);
    else this.#put(`${isFolder ? "d" : "f"}${path}`);
  }

  /** Whether a file of an earlier layer is gone or replaced once this one lies on top. */
  hides(name: string): boolean {
    const path = plainPath(name);
    if (this.#has(`f${path}`) || this.#has(`d${path}`) || this.#has(`w${path}`)) return true;
    for (let slash = path.lastIndexOf("/"); ; slash = path.lastIndexOf("/", slash - 1)) {
      const above = slash < 0 ? "" : path.slice(0, slash);
      if (this.#has(`o${above}`)) return true;
      if (slash <= 0) return false;
      if (this.#has(`w${above}`) || this.#has(`f${above}`)) return true;
    }
  }

  #put(key: string): void {
    if (this.#count === this.#hashes.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[this.#count++] = hashOf(key);
    this.#isSorted = false;
  }

  #has(key: string): boolean {
    if (!this.#isSorted) {
      this.#hashes = this.#hashes.slice(0, this.#count).sort();
      this.#isSorted = true;
    }
    const wanted = hashOf(key);
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#hashes[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#hashes[low] === wanted;
  }
}

/** Of each run another: paths made to collide would only be called hidden, but not even that. */
const SEED = (Math.random() * 0x7fffffff) | 0;

function hashOf(text: string): number {
  let a = 0x811c9dc5 ^ SEED;
  let b = 0x1b873593 ^ SEED;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + ((b ^ (b >>> 15)) & 0x1fffff);
}

/** The path as the image's root sees it, without the many ways to write a root; `..` is left as it stands. */
export function plainPath(name: string): string {
  if (!/(?:^\.?\/|\/\.?\/|\/\.?$|^\.$)/.test(name)) return name;
  return name
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

const join = (parent: string, name: string): string => (parent === "" ? name : `${parent}/${name}`);
