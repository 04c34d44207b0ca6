import { timingSafeEqual } from "node:crypto";
import { mask } from "@stanch/model";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** A secret as a store holds it: bytes, of any kind. Printing, logging and JSON give the mask. */
export class SecretBytes {
  readonly #bytes: Uint8Array;
  /** Copies: the caller may wipe its own. */
  constructor(value: Uint8Array | string) {
    this.#bytes = typeof value === "string" ? Buffer.from(value, "utf8") : Uint8Array.from(value);
  }
  get sizeBytes(): number {
    return this.#bytes.length;
  }
  /** The clear bytes. Allowed callers: a store's request, `store get --reveal`, `run`'s environment. */
  reveal(): Uint8Array {
    return this.#bytes;
  }
  /** The clear value as text, or undefined when the bytes are no UTF-8. */
  revealText(): string | undefined {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.#bytes);
    } catch {
      return undefined;
    }
  }
  equals(other: SecretBytes): boolean {
    return other.sizeBytes === this.sizeBytes && timingSafeEqual(other.#bytes, this.#bytes);
  }
  toString(): string {
    return mask(this.revealText() ?? "");
  }
  toJSON(): string {
    return this.toString();
  }
  [INSPECT](): string {
    return this.toString();
  }
}
