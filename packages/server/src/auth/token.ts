import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Secret, base62, crc32 } from "@stanch/model";

const PREFIX = "stanch_";
const BODY = 40;
const SHAPE = /^stanch_([0-9A-Za-z]{40})([0-9A-Za-z]{6})$/;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * A new API token: `stanch_`, 40 random characters of base 62 (238 bits), and the CRC-32 of those 40 in base 62, six digits.
 * The checksum lets a scanner, ours too, tell a token from other text, and the server refuse a typo without asking the database.
 */
export function makeToken(): Secret {
  let body = "";
  // 248 is the largest multiple of 62 below 256: what lies above would make some digits likelier.
  while (body.length < BODY) for (const byte of randomBytes(64)) if (byte < 248 && body.length < BODY) body += DIGITS[byte % 62] ?? "";
  return new Secret(PREFIX + body + base62(crc32(body), 6));
}

/** Whether a text has the form and the checksum of our tokens. */
export function isToken(text: string): boolean {
  const [, body, sum] = SHAPE.exec(text) ?? [];
  return body !== undefined && sum === base62(crc32(body), 6);
}

/** What the database keeps. A plain hash is enough: the token is random and long, so there is nothing to guess. */
export function tokenHash(token: Secret): string {
  return createHash("sha256").update(token.reveal()).digest("hex");
}

/** Equal texts, in a time that says nothing of where they differ. */
export function isSame(a: string, b: string): boolean {
  const [one, two] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && two !== undefined && timingSafeEqual(one, two);
}
