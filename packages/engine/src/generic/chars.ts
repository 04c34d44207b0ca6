/** Classes of Latin-1 characters as bits, for tests on char codes without regular expressions. */
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
export const LETTER = LOWER | UPPER;
/** What an identifier is made of: letters, digits, `_`. */
export const WORD = 8;
export const BLANK = 16;
export const NEWLINE = 32;
export const QUOTE = 64;
/** Where a bare value ends: white space, quotes, angle brackets. */
export const STOP = 128;

const CLASS = new Uint8Array(256);
for (let code = 0x61; code <= 0x7a; code++) CLASS[code] = LOWER | WORD;
for (let code = 0x41; code <= 0x5a; code++) CLASS[code] = UPPER | WORD;
for (let code = 0x30; code <= 0x39; code++) CLASS[code] = DIGIT | WORD;
CLASS[0x5f] = WORD;
for (const char of " \t") CLASS[char.charCodeAt(0)] = BLANK | STOP;
for (const char of "\r\n") CLASS[char.charCodeAt(0)] = NEWLINE | STOP;
for (const char of "\"'`") CLASS[char.charCodeAt(0)] = QUOTE | STOP;
for (const char of "<>\0") CLASS[char.charCodeAt(0)] = STOP;

/** The classes of a char code; none beyond Latin-1 and for NaN, which `charCodeAt` gives past the end. */
export function classOf(code: number): number {
  return CLASS[code] ?? 0;
}
