import { createHmac } from "node:crypto";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");
const BRAND = Symbol.for("stanch.Secret");

/** First four characters of a long value, nothing of a short one: four of eight would give half away. */
export function mask(value: string): string {
  if (value.length < 20) return "…";
  // A PEM block opens with its label; the first line says what it is and nothing of the key.
  const shown = /^-----BEGIN [A-Z0-9 ]{2,40}-----/.exec(value)?.[0] ?? value.slice(0, 4);
  return `${shown.replace(/[^\x20-\x7e]/g, "?")}…`;
}

/** A secret never travels as a string: printing, logging and JSON give the mask. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The built program holds this class once in each of its files: a secret of one is one in the others, or its mask would be sent. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }
  get [BRAND](): true {
    return true;
  }
  /** The clear value. Allowed callers: a provider's request, a store's `put`, the engine's fingerprint. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return mask(this.#value);
  }
  toJSON(): string {
    return this.toString();
  }
  [INSPECT](): string {
    return this.toString();
  }
}

/**
 * Keyed hash of a secret: 64 hex digits of HMAC-SHA-256. Equal secrets meet under one key without being stored.
 * `key` must be kept from whoever may read the fingerprints if short secrets are among them.
 */
export function fingerprint(secret: Secret, key: Uint8Array | string): string {
  return createHmac("sha256", key).update(secret.reveal()).digest("hex");
}
