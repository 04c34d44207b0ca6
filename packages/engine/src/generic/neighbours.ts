import type { Reading } from "./reading.ts";

/** Bytes before a name and behind its value that are looked at: within what a verdict may rest on. */
const BEFORE = 160;
const AFTER = 200;

/** A word or a few, the first one with a capital, as labels have. Bytes above 0x7f are letters of UTF-8. */
const LABEL = /^[A-Z\xc3][A-Za-z\x80-\xff]{2,40}(?:[ '-][A-Za-z\x80-\xff]{1,40}){0,5}[.!?:]?$/;
const PAIR = /^[ \t]*["']?[\w.-]{1,60}["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^"'\n]{3,})/;
const SENTENCE = /^[A-Za-z\x80-\xff][A-Za-z\x80-\xff,'-]*(?: [A-Za-z\x80-\xff,'-]+)+/;

/** The value is one of the texts of a page, in any language: a label among lines that hold sentences. */
export function isAmongTexts(reading: Reading, value: string): boolean {
  if (!LABEL.test(value)) return false;
  // The first line and the last one are cut somewhere.
  const before = reading
    .cut(reading.keyStart - BEFORE, reading.keyStart)
    .split("\n")
    .slice(1, -1);
  const after = reading
    .cut(reading.valueEnd, reading.valueEnd + AFTER)
    .split("\n")
    .slice(1, -1);
  let pairs = 0;
  let sentences = 0;
  for (const line of [...before, ...after]) {
    const text = PAIR.exec(line)?.[1];
    if (text === undefined) continue;
    pairs++;
    if (SENTENCE.test(text)) sentences++;
  }
  return sentences >= 2 && sentences * 2 >= pairs;
}

/** What a value of a user's name stands behind. */
const USER = /(?:user|login|account|name)[a-z_]{0,12}["']?[ \t]{0,8}(?:[:=]|=>)[ \t]{0,8}["']?$/i;

/** The value is the user's name, too, on a line beside it: the first guess of anybody. */
export function isUserToo(reading: Reading, value: string): boolean {
  const before = reading.cut(reading.keyStart - BEFORE, reading.keyStart);
  const after = reading.cut(reading.valueEnd, reading.valueEnd + AFTER);
  return [before, after].some((text) => {
    const at = text.indexOf(value);
    return at > 0 && !/[\w.@-]/.test(text.charAt(at + value.length)) && USER.test(text.slice(Math.max(0, at - 48), at));
  });
}
