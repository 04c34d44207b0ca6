import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decoded, decodeEscapes, decodePercent } from "./decode.ts";

const ESCAPE = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([0-7]{3})|(["'\\/nrt]))/g;

/** The slow twin: one replacement by an expression. */
function escapesSlowly(text: string): string {
  return text.replace(ESCAPE, (_, braced?: string, unicode?: string, hex?: string, octal?: string, simple?: string) => {
    if (simple !== undefined) return { n: "\n", r: "\r", t: "\t" }[simple] ?? simple;
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    const code = Number.parseInt(braced ?? unicode ?? "0", 16);
    return Buffer.from(code > 0x10ffff ? "?" : String.fromCodePoint(code), "utf8").toString("latin1");
  });
}

const percentSlowly = (text: string): string =>
  text.replace(/%[0-9A-Fa-f]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
const latin1 = (decoded: Decoded | undefined): string | undefined =>
  decoded === undefined ? undefined : Buffer.from(decoded.bytes).toString("latin1");

const pieces = fc.constantFrom(
  "\\",
  "x",
  "u",
  "{",
  "}",
  "4",
  "41",
  "e9",
  "00e9",
  "d800",
  "110000",
  "1f600",
  "n",
  "/",
  '"',
  "101",
  "777",
  "8",
  "%",
  "z",
  "é",
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("escapes", () => {
  it("say what the slow twin says", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const expected = escapesSlowly(text);
        expect(latin1(decodeEscapes(text, 7))).toBe(expected === text ? undefined : expected);
        const percent = percentSlowly(text);
        expect(latin1(decodePercent(text, 7))).toBe(percent === text ? undefined : percent);
      }),
      { numRuns: 2000 },
    );
  });

  it("lead back to where a byte stands in the text", () => {
    const text = 'a\\x41b\\u00e9c\\u{1f600}"\\101d';
    const decoded = decodeEscapes(text, 100);
    const bytes = latin1(decoded) ?? "";
    for (const char of ["a", "b", "c", '"', "d"]) expect(decoded?.outer(bytes.indexOf(char))).toBe(100 + text.indexOf(char));
    expect(decoded?.outer(1)).toBe(101); // the escape itself
    expect(decoded?.outer(bytes.length)).toBe(100 + text.length);
  });

  it("of megabytes cost milliseconds each", () => {
    const text = "\\x1f\\x8b\\x08".repeat(80_000);
    const started = process.threadCpuUsage();
    decodeEscapes(text, 0);
    const { user } = process.threadCpuUsage(started);
    expect(user / 1000).toBeLessThan(400);
  });
});
