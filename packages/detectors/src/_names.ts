/** Pieces for detectors of values that a name alone tells: names as they stand in headers and settings, and near misses. */
import { KEY } from "./_token.ts";

/** KEY as it also stands in a header (`X-API-Key`) or on an object (`settings.api_key`); for `named`. */
export const SET_KEY = String.raw`(?:x[_-]|(?:config|settings|client|options)\.)?${KEY}`;

/** Before a value of base64 or base64url: holds a digit, a capital and a small letter, as names and hashes do not. */
export const WIDE_MIXED = ["[0-9]", "[A-Z]", "[a-z]"].map((one) => `(?=[A-Za-z0-9_./+-]{0,60}${one})`).join("");

/**
 * What stands where a value without a prefix stands but is none of the provider's: a reference, a placeholder, a stump, a
 * longer run, the value under a name that is not the provider's, and beside the provider's word without a name.
 * `name` opens with the provider's word; `least` is how many characters make the value too short.
 */
export function nearMisses(name: string, make: (seed: number) => string, least = 1): string[] {
  const [word = ""] = name.toLowerCase().split("_");
  return [
    `${name}=\${${name}}\n`,
    `${name}=${"x".repeat(make(91).length)}\n`,
    `${name}=${make(92).slice(least)}\n`,
    `${name}=${make(93)}${make(94)}${make(95)}\n`,
    `SESSION_REFERENCE=${make(96)}\n`,
    `# ${word} build ${make(97)}\n`,
    `${word}:\n  version: ${make(98)}\n`,
  ];
}
