import { MARGIN, type Scanner } from "@stanch/engine";
import { messageStart } from "@stanch/sources";
import { type BlobOptions, type BlobResult, scanPlain } from "./plain-scan.ts";

const BATCH = 65_536;
/** Line feeds between two messages: further than any pattern reaches, so that none is hidden by its neighbour. */
const APART = 512;

/**
 * Scans messages of commits and tags, many at once: each is short, and what a scan costs by itself was 8 % of a history's. Where
 * something is met in a batch, each of its messages is scanned alone, so that the result is that of scanning each.
 */
export class MessageBatch {
  readonly #scanner: Scanner;
  readonly #options: BlobOptions;
  readonly #onResult: (entry: number, result: BlobResult) => void;
  readonly #bytes = new Uint8Array(BATCH).fill(10);
  readonly #messages: { readonly entry: number; readonly from: number; readonly to: number }[] = [];
  #length = 0;

  constructor(scanner: Scanner, options: BlobOptions, onResult: (entry: number, result: BlobResult) => void) {
    this.#scanner = scanner;
    // A NUL in a message makes it no picture: it is read.
    this.#options = { ...options, skipBinary: false };
    this.#onResult = onResult;
  }

  /** Takes the message of the commit or tag at [ptr, ptr + length) of the kernel. What lies from `free` on is overwritten. */
  add(entry: number, ptr: number, length: number, free: number): void {
    const { kernel } = this.#scanner;
    const from = ptr + messageStart(kernel.buffer.subarray(ptr, ptr + length));
    const message = kernel.bytes.subarray(from, ptr + length);
    if (message.length + APART > BATCH) {
      this.#onResult(entry, this.#scan(message.slice(), free));
      return;
    }
    if (this.#length + message.length + APART > BATCH) this.flush(free);
    // Afresh: a scan may have made the memory grow.
    this.#bytes.set(kernel.bytes.subarray(from, ptr + length), this.#length);
    this.#messages.push({ entry, from: this.#length, to: this.#length + message.length });
    this.#length += message.length + APART;
  }

  /** Scans what was taken and not yet scanned. */
  flush(free: number): void {
    const result = this.#scan(this.#bytes.subarray(0, this.#length), free);
    const isClean = result.matches.length === 0 && result.skipped === undefined && !this.#bytes.subarray(0, this.#length).includes(0);
    if (!isClean) for (const { entry, from, to } of this.#messages) this.#onResult(entry, this.#scan(this.#bytes.subarray(from, to), free));
    this.#bytes.fill(10, 0, this.#length);
    this.#messages.length = 0;
    this.#length = 0;
  }

  #scan(message: Uint8Array, free: number): BlobResult {
    const { kernel } = this.#scanner;
    const end = free + message.length;
    kernel.reserve(end);
    kernel.bytes.set(message, free);
    kernel.bytes.fill(0, end, end + MARGIN);
    return scanPlain(this.#scanner, free, message.length, this.#options);
  }
}
