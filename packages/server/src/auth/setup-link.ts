import { createHash, randomBytes } from "node:crypto";
import { isSame } from "./token.ts";

const HOUR_MS = 60 * 60 * 1000;

/** The one-time link by which the first administrator registers. Lives in this process: a restart makes a new one. */
export class SetupLink {
  #hash: string | undefined;
  #endsAt = 0;
  /** A new secret for the link; the one before no longer counts. */
  make(): string {
    const value = randomBytes(24).toString("base64url");
    this.#hash = hashOf(value);
    this.#endsAt = Date.now() + 24 * HOUR_MS;
    return value;
  }
  accepts(value: string): boolean {
    return this.#hash !== undefined && Date.now() < this.#endsAt && isSame(hashOf(value), this.#hash);
  }
  close(): void {
    this.#hash = undefined;
  }
}

const hashOf = (value: string): string => createHash("sha256").update(value).digest("hex");
