import { type Detector, fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { scanText } from "./slow.ts";

const detector: Detector = {
  id: "password",
  title: "t",
  provider: "generic",
  category: "generic",
  severity: "low",
  opens: "o",
  keywords: ["password="],
  pattern: /password=(?<secret>[^"']{4,64})/,
  humanChosen: true,
  examples: [],
  counterExamples: [],
  references: [],
};

describe("pass 2", () => {
  it.each([
    ["a zero byte", "ab\0cdef"],
    ["an escape", "ab\u001bcdef"],
    ["a delete", "abcdef\u007f"],
  ])("takes no value with %s, as binary files hold them", (_, value) => {
    expect(scanText(`password=${value}"`, [detector])).toEqual([]);
  });

  it.each([
    ["a line end", "abcd\r\nefgh"],
    ["a tab", "abcd\tefgh"],
    ["letters beyond ASCII", "pässwörd"],
  ])("takes a value with %s", (_, value) => {
    expect(scanText(`password=${value}"`, [detector])).toHaveLength(1);
  });

  it("tries no pattern where what the rule requires is missing", () => {
    const strict: Detector = { ...detector, requires: /\bhost=/ };
    const text = `password=${fake("[a-z]{12}", 1)}"`;
    expect(scanText(text, [strict])).toEqual([]);
    expect(scanText(`host=db ${text}`, [strict])).toHaveLength(1);
  });
});
