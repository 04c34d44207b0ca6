import type { Pull } from "./pull.ts";

/** What is read of containers at most. A limit that is met is told; it never fails the scan. */
export interface ContainerLimits {
  /** Containers in each other. */
  readonly depth: number;
  /** Entries, bytes unpacked and seconds of all containers of a scan, over all threads. */
  readonly scanEntries: number;
  readonly scanBytes: number;
  readonly scanSeconds: number;
  /** The same of one container with all that is in it. */
  readonly entries: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Bytes unpacked for a byte packed, from `freeBytes` unpacked on. */
  readonly ratio: number;
  readonly freeBytes: number;
  /** A container within another that is to be read at any place is held in memory up to this size. */
  readonly heldBytes: number;
}

/**
 * Ordinary trees stay far below: a Maven repository of 5000 jars has 2 million entries in 20 GiB. Text that was packed
 * 250 to 1 is nothing but repetition; DEFLATE ends at 1032, the bombs of the wild are beyond 1000.
 */
export const CONTAINER_LIMITS: ContainerLimits = {
  depth: 5,
  scanEntries: 4_000_000,
  scanBytes: 68_719_476_736,
  scanSeconds: 1800,
  entries: 400_000,
  bytes: 4_294_967_296,
  seconds: 120,
  ratio: 250,
  freeBytes: 33_554_432,
  heldBytes: 67_108_864,
};

/** A limit of one stream (`isWhole` false), or of a whole container or scan: then nothing further of it is read. */
export class LimitMet extends Error {
  readonly isWhole: boolean;
  constructor(message: string, isWhole: boolean) {
    super(message);
    this.isWhole = isWhole;
  }
}

const ENTRIES = 0;
const KIBIBYTES = 1;
const MILLISECONDS = 2;

/** Counts of one scan, shared by its threads. */
export function budgetBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(12);
}

export class ContainerBudget {
  readonly limits: ContainerLimits;
  readonly #counts: Int32Array;

  constructor(counts: SharedArrayBuffer = budgetBuffer(), limits: ContainerLimits = CONTAINER_LIMITS) {
    this.#counts = new Int32Array(counts);
    this.limits = limits;
  }

  /** Starts on a container that lies in the scanned tree or history: `packedBytes` long. */
  open(packedBytes: number): Spending {
    return new Spending(this.limits, this.#counts, packedBytes);
  }
}

/** Monotonic. Not `performance.now()`, whose first call loads nine of Node's modules in each thread. */
const clockMs = (): number => process.uptime() * 1000;

/** What one container, with all that is in it, has used up. */
export class Spending {
  readonly limits: ContainerLimits;
  readonly #counts: Int32Array;
  readonly #packedBytes: number;
  readonly #start = clockMs();
  #told = this.#start;
  #entries = 0;
  #bytes = 0;
  #kibibytes = 0;

  constructor(limits: ContainerLimits, counts: Int32Array, packedBytes: number) {
    this.limits = limits;
    this.#counts = counts;
    this.#packedBytes = packedBytes;
  }

  /** Throws `LimitMet`. */
  entry(): void {
    this.#entries++;
    const { limits } = this;
    if (this.#entries > limits.entries) throw new LimitMet(`more than ${limits.entries} entries`, true);
    if (Atomics.add(this.#counts, ENTRIES, 1) >= limits.scanEntries)
      throw new LimitMet(`more than ${limits.scanEntries} entries in one scan`, true);
    this.#time();
  }

  /** Bytes that came out of a decoder. Throws `LimitMet`. */
  bytes(count: number): void {
    const { limits } = this;
    this.#bytes += count;
    if (this.#bytes > limits.bytes) throw new LimitMet(`more than ${limits.bytes} bytes unpacked`, true);
    if (this.#bytes > limits.freeBytes * 2 && this.#bytes > this.#packedBytes * limits.ratio)
      throw new LimitMet(`unpacks to more than ${limits.ratio} times its size`, true);
    const kibibytes = Math.floor(this.#bytes / 1024);
    const more = kibibytes - this.#kibibytes;
    if (more > 0) {
      this.#kibibytes = kibibytes;
      if (Atomics.add(this.#counts, KIBIBYTES, more) + more > limits.scanBytes / 1024)
        throw new LimitMet(`more than ${limits.scanBytes} bytes unpacked in one scan`, true);
    }
    this.#time();
  }

  #time(): void {
    const now = clockMs();
    const { limits } = this;
    if (now - this.#start > limits.seconds * 1000) throw new LimitMet(`more than ${limits.seconds} seconds`, true);
    const more = Math.floor(now - this.#told);
    if (more < 1) return;
    this.#told += more;
    if (Atomics.add(this.#counts, MILLISECONDS, more) + more > limits.scanSeconds * 1000)
      throw new LimitMet(`more than ${limits.scanSeconds} seconds on archives in one scan`, true);
  }

  /** Counts what a decoder gives; `packed` says how many bytes it has taken so far. */
  counted(pull: Pull, packed: () => number): Pull {
    const { limits } = this;
    let bytes = 0;
    return {
      read: (into) => {
        const got = pull.read(into);
        bytes += got;
        this.bytes(got);
        if (bytes > limits.freeBytes && bytes > packed() * limits.ratio)
          throw new LimitMet(`unpacks to more than ${limits.ratio} times its size`, false);
        return got;
      },
    };
  }
}
