import { createHmac, scrypt } from "node:crypto";
import type { Secret } from "@stanch/model";

/**
 * Tags of secrets under one baseline's salt. A short one takes scrypt's time and is cut to 12 bits: of any dictionary one
 * word in 4096 fits it, so that it cannot say which word it was, however fast somebody computes. A long one is a plain
 * keyed hash of 96 bits: enough to be sure, and no help where there is no dictionary.
 */
export class Tags {
  readonly #salt: Buffer;
  readonly #cost: number;
  readonly #short = new Map<string, Promise<string>>();
  readonly #long = new Map<string, string>();

  constructor(salt: string, cost: number) {
    this.#salt = Buffer.from(salt, "hex");
    this.#cost = cost;
  }

  long(secret: Secret): string {
    const value = secret.reveal();
    let tag = this.#long.get(value);
    if (tag === undefined) {
      tag = createHmac("sha256", this.#salt).update("stanch baseline 1\0").update(value).digest("hex").slice(0, 24);
      this.#long.set(value, tag);
    }
    return tag;
  }

  short(secret: Secret): Promise<string> {
    const value = secret.reveal();
    let tag = this.#short.get(value);
    if (tag === undefined) {
      tag = this.#stretch(value);
      this.#short.set(value, tag);
    }
    return tag;
  }

  #stretch(value: string): Promise<string> {
    return new Promise((resolve, reject) => {
      scrypt(value, this.#salt, 8, { N: this.#cost, r: 8, p: 1, maxmem: 256 * this.#cost * 8 }, (error, derived) => {
        if (error === null) resolve(derived.toString("hex").slice(0, 3));
        else reject(error);
      });
    });
  }
}

/** Shorter ones are taken for guessable, whatever they look like. */
const LONG_ENOUGH = 20;

/**
 * Whether somebody with a dictionary could come upon it. A mistake here does little harm either way: what is taken for
 * guessable gets the short tag, which costs time and holds at one path only.
 */
export function isGuessable(secret: Secret, isMachineMade: boolean): boolean {
  const value = secret.reveal();
  return value.length < LONG_ENOUGH || (!isMachineMade && !looksRandom(value));
}

/** Letters by which digits and signs are written in passwords; what is left of digits after it is rarely a word's. */
const LEET: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" };

/** Words, in whatever disguise, have vowels every few letters and keep one case; what a machine makes has and does not. */
function looksRandom(value: string): boolean {
  const plain = value.replace(/[013457@$!]/g, (char) => LEET[char] ?? char).replace(/[^A-Za-z0-9]/g, "");
  if (plain.length < LONG_ENOUGH || isRepetition(plain)) return false;
  if (/^[0-9a-f]{32,}$/i.test(value) && /(?:\d.*){4}/.test(value) && /(?:[a-f].*){4}/i.test(value)) return true;
  if (/[b-df-hj-np-tv-xz0-9]{6}/i.test(plain)) return true;
  // A capital before a small letter begins a word; every other change of kind is odd in one.
  const changes = plain.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return changes >= plain.length * 0.3;
}

function isRepetition(text: string): boolean {
  const eights = new Set<string>();
  for (let at = 0; at + 8 <= text.length; at++) {
    const eight = text.slice(at, at + 8).toLowerCase();
    if (eights.has(eight)) return true;
    eights.add(eight);
  }
  return false;
}
