import { type Detector, fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { BELIEVED } from "./generic/weak.ts";
import { isSample } from "./rule-match.ts";
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

describe("a value of the right form with letters or digits in order", () => {
  const token: Detector = {
    ...detector,
    id: "acme-token",
    provider: "acme",
    category: "saas",
    humanChosen: false,
    prefixes: ["acme_"],
    keywords: [],
    pattern: /acme_(?:[a-z0-9]{24})/,
    companions: [{ name: "id", pattern: /id=(?<value>\d{6})/, withinBytes: 60 }],
  };
  const secret = fake("acme_[a-z0-9]{24}", 2);
  const sample = `acme_${"abcdefgh12345678"}${fake("[a-z0-9]{8}", 3)}`;

  it("is for audits, and says why", () => {
    const [match] = scanText(`x = ${sample}`, [token]);
    expect(match?.secret).toBe(sample);
    expect(match?.confidence).toBeLessThan(BELIEVED);
    expect(match?.doubts[0]).toMatch(/in order/);
    expect(scanText(`x = ${secret}`, [token]).map(isSample)).toEqual([false]);
  });

  it("is nothing where a word says that it stands for a value", () => {
    expect(scanText(`x = acme_example${sample.slice(12)}`, [token])).toEqual([]);
    expect(scanText(`x = acme_${"x".repeat(24)}`, [token])).toEqual([]);
  });

  it("gives way to any kind that takes the same bytes for a secret", () => {
    const generic: Detector = { ...detector, pattern: /password=(?<secret>\w{4,64})/ };
    expect(scanText(`password=${sample}`, [token, generic]).map((match) => [match.detector, isSample(match)])).toEqual([[1, false]]);
    expect(scanText(`password=${secret}`, [token, generic]).map((match) => match.detector)).toEqual([0]);
  });

  it("takes no id from a secret beside it", () => {
    const matches = scanText(`id=111111 ${secret} ${sample}`, [token]);
    expect(matches.map(({ companions }) => companions["id"])).toEqual(["111111", "111111"]);
    expect(matches.map(isSample)).toEqual([false, true]);
  });
});
