import { Kernel, compile, kernelModule } from "@stanch/engine";

/** Larger objects are Node's zlib's to inflate: this memory is never given back. */
const MOST_BYTES = 8 << 20;
const NOTHING = {
  bitmap: new Uint8Array(0),
  heads: new Uint32Array(0),
  entries: new Uint32Array(0),
  keywords: new Uint8Array(0),
  classes: new Uint8Array(0),
  aheads: new Uint8Array(0),
};

/**
 * Inflates by the kernel, which a scan has loaded anyway: Node's zlib brings its streams along, 5 of the 100 ms that a hook
 * has. For a few small objects; where it gives nothing, zlib says why.
 */
export class Inflater {
  #kernel: Kernel | undefined;

  /** The bytes of a whole zlib stream, or undefined for a broken or a large one. `sizeBytes`: where it is known. */
  inflate(packed: Uint8Array, sizeBytes?: number): Buffer | undefined {
    const kernel = (this.#kernel ??= new Kernel(compile([]), { module: kernelModule(), tables: NOTHING, maximumBytes: MOST_BYTES * 4 }));
    const to = (kernel.freeAt + packed.length + 79) & ~15;
    for (let room = sizeBytes ?? Math.max(packed.length * 6, 4096); packed.length <= MOST_BYTES && room <= MOST_BYTES; room *= 8) {
      kernel.reserve(to + room);
      kernel.bytes.set(packed, kernel.freeAt);
      const size = kernel.fn.inflate(kernel.freeAt, packed.length, to, room);
      if (size >= 0) return size === (sizeBytes ?? size) ? Buffer.from(kernel.bytes.slice(to, to + size).buffer) : undefined;
      if (sizeBytes !== undefined) break;
    }
    return undefined;
  }
}
