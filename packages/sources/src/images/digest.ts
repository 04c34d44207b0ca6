import { type Hash, createHash } from "node:crypto";
import type { Bytes } from "./byte-stream.ts";

const LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

export interface Digest {
  readonly algorithm: string;
  readonly hex: string;
}

/** `sha256:…` in its parts; undefined for what is none, or of an algorithm that is not known. */
export function parseDigest(text: string): Digest | undefined {
  const [algorithm = "", hex = ""] = text.split(":");
  return LENGTHS[algorithm] === hex.length && /^[0-9a-f]+$/.test(hex) && text === `${algorithm}:${hex}` ? { algorithm, hex } : undefined;
}

/** Counts and hashes bytes on their way. */
export class Measure {
  readonly #hash: Hash;
  readonly #algorithm: string;
  #digest: string | undefined;
  sizeBytes = 0;

  constructor(algorithm = "sha256") {
    this.#algorithm = algorithm;
    this.#hash = createHash(algorithm);
  }

  async *through(from: Bytes): Bytes {
    for await (const piece of from) {
      this.add(piece);
      yield piece;
    }
  }

  add(piece: Uint8Array): void {
    this.sizeBytes += piece.length;
    this.#hash.update(piece);
  }

  /** Of all that came through so far; nothing can be added afterwards. */
  get digest(): string {
    return (this.#digest ??= `${this.#algorithm}:${this.#hash.digest("hex")}`);
  }
}

export function digestOf(bytes: Uint8Array, algorithm = "sha256"): string {
  const measure = new Measure(algorithm);
  measure.add(bytes);
  return measure.digest;
}
