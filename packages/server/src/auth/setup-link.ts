import { createHmac } from "node:crypto";
import { isSame } from "./token.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The link by which the first administrator registers: a time and its signature, so that every server of an installation takes
 * it. Good once, because from then on there is somebody.
 */
export class SetupLink {
  readonly #secret: string;
  constructor(secret: string) {
    this.#secret = secret;
  }
  /** The part behind the #: browsers do not send it, so it stands in no log. */
  make(): string {
    const until = (Date.now() + DAY_MS).toString(36);
    return `${until}.${this.#sign(until)}`;
  }
  accepts(value: string): boolean {
    const [until = "", signature = ""] = value.split(".");
    return isSame(signature, this.#sign(until)) && Number.parseInt(until, 36) > Date.now();
  }
  #sign(until: string): string {
    return createHmac("sha256", this.#secret).update(`setup\0${until}`).digest("base64url").slice(0, 32);
  }
}
