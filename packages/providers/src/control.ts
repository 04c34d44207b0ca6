import { randomInt } from "node:crypto";
import { Secret } from "@stanch/model";

const DIGITS = "0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = UPPER.toLowerCase();
/** Characters that must be left to chance, or a look-alike might be somebody's. */
const LEAST_RANDOM = 8;

/**
 * A made-up value of a secret's shape: its prefix stays, every further letter and digit is replaced by a random one of its
 * class (hex digits by hex digits). Never equal to the secret; undefined when too little of it could be replaced.
 */
export function lookAlike(secret: Secret, random: (below: number) => number = randomInt): Secret | undefined {
  const value = secret.reveal();
  const kept = keptOf(value);
  const tail = value.slice(kept);
  const isHex = /^(?:[^A-Za-z]|[a-f])*$/.test(tail) || /^(?:[^A-Za-z]|[A-F])*$/.test(tail);
  const classes = isHex ? [DIGITS, UPPER.slice(0, 6), LOWER.slice(0, 6)] : [DIGITS, UPPER, LOWER];
  // The version and variant of a UUID: with others a server may not even read it.
  const isFixed = (index: number): boolean => UUID.test(tail) && (index === 14 || index === 19);
  const memberships = tail.split("").map((char, index) => (isFixed(index) ? undefined : classes.find((one) => one.includes(char))));
  const last = memberships.findLastIndex((members) => members !== undefined);
  if (memberships.filter((members) => members !== undefined).length < LEAST_RANDOM) return undefined;
  const made = tail.split("").map((char, index) => {
    const members = memberships[index];
    return members === undefined ? char : (members[random(members.length)] ?? char);
  });
  // Chance may give the secret itself: then its last character moves on by one.
  const members = memberships[last] ?? "";
  if (made.join("") === tail) made[last] = members[(members.indexOf(made[last] ?? "") + 1) % members.length] ?? "";
  return new Secret(value.slice(0, kept) + made.join(""));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** How much of it is no chance: words before a separator, the path of a URL, the claims of a JWT, or four characters. */
function keptOf(value: string): number {
  const jwt = /^eyJ[\w-]+\.[\w-]+\./.exec(value)?.[0];
  if (jwt !== undefined) return jwt.length;
  const url = /^https?:\/\/\S*\//.exec(value)?.[0];
  if (url !== undefined) return url.length;
  if (UUID.test(value)) return 0;
  const words = /^(?:[A-Za-z][A-Za-z0-9]{0,11}[-_.:$~])+/.exec(value)?.[0] ?? "";
  if (words !== "" && value.length - words.length >= 2 * LEAST_RANDOM) return words.length;
  return value.length >= 20 && /^[A-Za-z]/.test(value) ? 4 : 0;
}
