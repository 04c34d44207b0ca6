/** Pieces for detectors of one token: its pattern, and texts in which such tokens leak. Nothing here does I/O. */
import { base62, crc32 } from "@stanch/model";
import { ASSIGN, anyCase } from "./_words.ts";

/** Not in the middle of a longer word. An equal sign, colon or quote may stand before. */
export const WORD_LEFT = "(?<![A-Za-z0-9_-])";
export const WORD_RIGHT = "(?![A-Za-z0-9_-])";

/** A token that has the provider's prefix and stands alone. */
export function alone(source: string): RegExp {
  return new RegExp(`${WORD_LEFT}(?:${source})${WORD_RIGHT}`);
}

// Blocks inside a provider's own block; any other name that opens a block is somebody else's.
const INNER = anyCase(
  "(?:auth|api|client|app|config|settings|options|credentials?|secrets?|params|env|default|production|staging|development|test|data)",
);
/** The rest of the line, and at most four more, in which no other block opens and this one does not close. */
const NEAR = (() => {
  const rest = String.raw`(?:(?!\},)[^\n]){0,120}?`;
  const opens = String.raw`["']?(?!${INNER}["']?:)[\w.-]{1,40}["']?:[ \t]{0,4}\{?[ \t]{0,4}\r?\n`;
  return String.raw`${rest}(?:\n(?![ \t]{0,24}(?:\[[\w.-]{1,40}\]|\}|${opens}))${rest}){0,4}?`;
})();

/**
 * A token without a prefix: a name that holds the provider's word and the key's (`DATADOG_API_KEY`), or the key's bare
 * name at most four lines after the provider's word (a block of that name, a call), and then an assignment.
 * `provider` and `key` are small letters and match in any case.
 */
export function named(provider: string, key: string, value: string): RegExp {
  // A capital may open it inside a name (createClerkClient), and so may the -D of a Java property.
  const word = `(?:(?<![A-Za-z](?![A-Z][a-z]))|(?<=-D))${anyCase(`(?:${provider})`)}`;
  // A bare name only: in a list of variables the next line's key belongs to whom its own name says.
  const name = `${anyCase(`(?:${key})`)}(?:_\\d)?`;
  const right = "(?![A-Za-z0-9_=+/-])";
  // From the value back to the word: forwards, hundreds of places after every word would be asked for a name.
  return new RegExp(
    `(?<=[>=|?:,"'\x60 \t])(?=(?:${value})${right})(?<=${word}(?:[\\w.-]{0,24}?|${NEAR}(?<![\\w.-]))${name}(?:${ASSIGN}|[ \t]{1,4}["']?))(?<secret>${value})${right}`,
  );
}

/** Words that name a key as such, for `named`. */
export const KEY =
  "(?:(?:api|access|auth|secret|private|personal|app|admin|client|account|service|server)?[_.-]?(?:token|key|secret|password)|access|private)";
export const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** The token in an env file, YAML, JSON, code of two languages, a header and a shell: each text holds it once. */
export function shown(name: string, make: (seed: number) => string): string[] {
  const lower = name.toLowerCase();
  const camel = lower.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    `# settings\n${name}=${make(1)}\nDEBUG=false\n`,
    `services:\n  web:\n    environment:\n      ${name}: ${make(2)}\n`,
    `{"name": "app", "${camel}": "${make(3)}"}`,
    `const ${camel} = '${make(4)}';\n`,
    `${lower} = "${make(5)}"  # do not commit\n`,
    `export ${name}='${make(6)}' && ./deploy.sh\n`,
  ];
}

/** The same for a token that goes into an Authorization header or a command. */
export function sent(make: (seed: number) => string): string[] {
  return [`curl -s -H "Authorization: Bearer ${make(11)}" "$BASE/v1/me"\n`, `headers = {"Authorization": f"token ${make(12)}"}\n`];
}

/**
 * What stands where such a token stands but is none: a reference, a placeholder, a fragment, and a longer run.
 * `least` is how many characters make it too short.
 */
export function unlike(name: string, prefix: string, make: (seed: number) => string, least = 1): string[] {
  const length = make(1).length - prefix.length;
  return [
    `${name}=\${${name}}\n`,
    `${name}=${prefix}${"x".repeat(length)}\n`,
    `${name}=<your ${prefix} token>\n`,
    `${name}=${make(91).slice(0, -least)}\n`,
    `${name}=Q${make(92)}\n`, // inside a longer run
    `# tokens open with ${prefix}: see the documentation\n`,
  ];
}

/** `prefix_` and 30 characters, then CRC-32 of the 30 in base 62, as GitHub and npm do it. */
export function withChecksum(prefix: string, random: string): string {
  return `${prefix}${random}${base62(crc32(random), 6)}`;
}

/** Whether the last six characters are the base-62 CRC-32 of those after the first underscore. */
export function isChecksummed(secret: string): boolean {
  const body = secret.slice(secret.indexOf("_") + 1);
  return base62(crc32(body.slice(0, -6)), 6) === body.slice(-6);
}

/** A right shape with a wrong last character: a wrong checksum, or another token. */
export function altered(token: string): string {
  return token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
}

/** Before a value of base 62: holds a digit, a capital and a small letter within 40 characters, as names and hashes do not. */
export const MIXED = "(?=[A-Za-z0-9]{0,40}[0-9])(?=[A-Za-z0-9]{0,40}[A-Z])(?=[A-Za-z0-9]{0,40}[a-z])";
