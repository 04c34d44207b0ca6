import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scanText } from "@stanch/engine";
import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { customDetectors } from "../custom-detectors.ts";
import { type Imported, importRules } from "./index.ts";
import { parsePattern } from "./parse-pattern.ts";
import { exampleOf, printPattern, withoutOptionalStart, wordsOf } from "./print-pattern.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function imported(name: string, text: string): Promise<Imported> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return importRules(file, []);
}

/** The detectors as a scan would run them. */
async function ready({ detectors }: Imported): Promise<readonly Detector[]> {
  const made = await customDetectors(detectors, []);
  expect(made.problems).toEqual([]);
  return made.detectors;
}
const secrets = (text: string, detectors: readonly Detector[]): string[] => scanText(text, detectors).map(({ secret }) => secret);

const GITLEAKS = String.raw`
title = "a configuration"
[extend]
useDefault = true
[allowlist]
paths = ['''(?i)\.png$''']
[[rules]]
id = "acme-key"
description = "Acme key"
regex = '''(?i)[\w.-]{0,50}?(?:acme)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:)[\x60'"\s=]{0,5}([a-z0-9]{24,})(?:[\x60'"\s;]|\\[nr]|$)'''
entropy = 3
keywords = ["acme"]
[[rules.allowlists]]
stopwords = ["deadbeef"]
regexes = ['''^(?i)aaaa''']
[[rules]]
id = "path-only"
path = '''\.p12$'''
[[rules]]
id = "no-word"
regex = '''[0-9a-f]{32}'''
[[rules]]
id = "letters"
regex = '''tok_\p{L}{20}'''
keywords = ["tok_"]
`;

const KINGFISHER = String.raw`
rules:
  - name: Acme admin key
    id: kingfisher.acme.1
    pattern: |
      (?xi)
      acme   # the name
      (?:.|[\n\r]){0,16}?
      (?P<TOKEN>
        ak_[a-z0-9]{24}
      )
      \b
    pattern_requirements:
      min_digits: 2
    min_entropy: 3.0
    confidence: high
    validation: { type: Http }
    depends_on_rule:
      - rule_id: kingfisher.acme.2
        variable: APP_ID
    references: [https://acme.example/docs]
  - name: Acme application
    id: kingfisher.acme.2
    pattern: '\b(app_[0-9]{6})\b'
    visible: false
`;

const NOSEYPARKER = String.raw`
rules:
- name: Acme token
  id: np.acme.1
  pattern: '\b(acme_(?:live|test)_[a-zA-Z0-9]{32})\b'
  categories: [api, secret]
  examples: []
`;

const TRUFFLEHOG = String.raw`
detectors:
  - name: AcmeToken
    keywords: [hog]
    regex:
      id: 'hogid[0-9]{6}'
      token: 'hog_([A-Za-z0-9+/]{40})'
    primary_regex_name: token
    exclude_words: [EXAMPLE]
    verify:
      - endpoint: http://localhost:8000/
`;

describe("rules of gitleaks", () => {
  it("find the group that is the secret, near their words, less what their lists allow", async () => {
    const result = await imported("gitleaks.toml", GITLEAKS);
    const detectors = await ready(result);
    expect(result.detectors.map(({ id }) => id)).toEqual(["gitleaks-acme-key"]);
    const token = fake("[a-z0-9]{30}", 1);
    expect(secrets(`ACME_TOKEN = "${token}"\n`, detectors)).toEqual([token]);
    expect(secrets(`ACME_TOKEN = "${token.slice(0, 10)}DEADBEEF${token.slice(10)}"\n`, detectors)).toEqual([]);
    expect(secrets(`ACME_TOKEN = "AAAA${token}"\n`, detectors)).toEqual([]);
    expect(secrets(`OTHER_TOKEN = "${token}"\n`, detectors)).toEqual([]);
  });

  it("say what of them is left out", async () => {
    const { left, lost, notes } = await imported("gitleaks.toml", GITLEAKS);
    expect(left.map(({ id }) => id)).toEqual(["path-only", "no-word", "letters"]);
    expect(left.map(({ why }) => why).join("\n")).toMatch(/path alone[^]*no word of three[^]*Unicode/);
    expect(lost).toEqual([{ id: "acme-key", what: ["a repetition without an end got an upper bound"] }]);
    expect(notes).toHaveLength(2);
  });
});

describe("rules in YAML", () => {
  it("of kingfisher keep their needs, and the rules that they depend on as companions", async () => {
    const result = await imported("kingfisher.yml", KINGFISHER);
    const detectors = await ready(result);
    expect([result.format, result.detectors.length]).toEqual(["kingfisher", 1]);
    expect(result.detectors[0]).toMatchObject({
      id: "kingfisher-acme-1",
      confidence: 0.9,
      entropy: 3,
      references: ["https://acme.example/docs"],
    });
    const token = fake("ak_[a-z]{11}[0-9]{4}[a-z]{9}", 1);
    const [match] = scanText(`Acme:\n  app: app_123456\n  key: nothing\nACME=${token} `, detectors);
    expect(match).toMatchObject({ secret: token, companions: { appid: "app_123456" } });
    expect(secrets(`ACME=${fake("ak_[a-z]{24}", 2)} `, detectors)).toEqual([]);
    expect(result.lost[0]?.what.join("; ")).toMatch(/validation.*min_digits 2 became 1/);
  });

  it("of noseyparker find what stands in the first group", async () => {
    const result = await imported("rules.yaml", NOSEYPARKER);
    const token = fake("acme_live_[A-Za-z0-9]{32}", 1);
    expect(result.detectors.map(({ id }) => id)).toEqual(["np-acme-1"]);
    expect(secrets(`x = ${token};`, await ready(result))).toEqual([token]);
  });

  it("of trufflehog take the primary expression, the others beside it", async () => {
    const result = await imported("trufflehog.yml", TRUFFLEHOG);
    const detectors = await ready(result);
    const token = fake("[A-Za-z0-9]{39}7", 1);
    expect(result.detectors[0]?.id).toBe("trufflehog-acme-token");
    const [match] = scanText(`hogid123456 hog_${token}`, detectors);
    expect(match).toMatchObject({ secret: token, companions: { id: "hogid123456" } });
    expect(secrets(`hog_${token.slice(0, 33)}Example`, detectors)).toEqual([]);
    expect(result.lost[0]?.what.join("; ")).toMatch(/verification/);
  });

  it.each([
    [
      "an alias bomb",
      `a: &a [x]\n${Array.from(
        { length: 12 },
        (_, n) =>
          `b${n}: &b${n} [${Array(10)
            .fill(n === 0 ? "*a" : `*b${n - 1}`)
            .join(", ")}]`,
      ).join("\n")}\nrules: *b11\n`,
    ],
    ["no YAML", "rules: [\n"],
    ["no rules", "steps: [build]\n"],
  ])("that are %s are refused without a word of them", async (_, text) => {
    await expect(imported("odd.yml", text)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });
});

const js = (pattern: string): RegExp => new RegExp(printPattern(parsePattern(pattern)).source);

describe("an expression of RE2 or Rust", () => {
  it.each([
    ["(?i)abc", "xABCx", true],
    ["a(?i)b", "aB", true],
    ["a(?i)b", "AB", false],
    ["(?i:a)b", "AB", false],
    ["(?i)[^a]x", "Ax", false],
    ["(?i)A(?-i)b", "ab", true],
    ["(?i)A(?-i)b", "aB", false],
    ["(?s)a.b", "a\nb", true],
    ["a.b", "a\nb", false],
    ["a.b", "a\rb", true],
    ["(?m)^b$", "a\nb\nc", true],
    ["^b", "a\nb", false],
    [String.raw`b\z`, "b", true],
    [String.raw`\Ab`, "ab", false],
    [String.raw`\Qa.b\E`, "axb", false],
    [String.raw`\x{41}\x42`, "AB", true],
    ["[[:alpha:]_]{3}", "a_Z", true],
    ["[]a]b", "]b", true],
    ["(?x) a b # c\n d [ ]", "abd ", true],
    ["a(?# not this )b", "ab", true],
    ["(?P<n>ab){2}", "abab", true],
    ["a{,2}", "a{,2}", true],
    ["[a-c-]x", "-x", true],
    ["(a|b)+?c", "abac", true],
  ])("%s means the same in JavaScript, on %j", (pattern, text, matches) => {
    expect(js(pattern).test(text)).toBe(matches);
  });

  it.each([String.raw`(a)\1`, "(?U)a+", "[a&&b]", "(a", "a)", "*a", String.raw`\pL`, "[b-a]", "(?<=a)(?R)"])(
    "that is %s is refused",
    (pattern) => {
      expect(() => js(pattern)).toThrow(/./);
    },
  );

  it("is bounded wherever it repeats, and throws at nothing but with a reason", () => {
    const pieces = fc.constantFrom(
      "a",
      "B",
      "(",
      ")",
      "[",
      "]",
      "|",
      "*",
      "+",
      "{2,}",
      "{1,3}",
      "?",
      ".",
      "\\w",
      "\\b",
      "^",
      "$",
      "(?i)",
      "(?:",
      "-",
      "_",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const pattern = parts.join("");
        let source: string;
        try {
          source = printPattern(parsePattern(pattern)).source;
        } catch (error) {
          expect(error).toMatchObject({ name: "PatternError" });
          return;
        }
        expect(() => new RegExp(source)).not.toThrow();
        expect(source.replace(/\\./g, "E").replace(/\[[^\]]*\]/g, "C")).not.toMatch(/[*+]|\{\d+,\}/);
      }),
      { numRuns: 2000 },
    );
  });

  it("matches what its plain form matches", () => {
    const pieces = fc.constantFrom("a", "b", "[ab]", "[^a]", "(?:a|b)", "(?:ab){2}", "b{1,2}", "a?", "\\d", "c*");
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "c", "1"), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 5 }), texts, (parts, text) => {
        const pattern = parts.join("");
        expect(js(pattern).exec(text)?.[0]).toBe(new RegExp(pattern).exec(text)?.[0]);
        expect(js(`(?i)${pattern}`).exec(text.toUpperCase())?.[0]).toBe(new RegExp(pattern, "i").exec(text.toUpperCase())?.[0]);
      }),
    );
  });

  it("holds in each match one of the words that are found for it", () => {
    expect(wordsOf(parsePattern("(?:ghp|gho)_[a-z]{9}"))).toEqual(["ghp", "gho"]);
    expect(wordsOf(parsePattern("(?i)Key[a-z]{2}LONGER"))).toEqual(["longer"]);
    expect(wordsOf(parsePattern("(?:abc)?[0-9]{9}"))).toBeUndefined();
    expect(wordsOf(parsePattern("abcd|x{3}"))).toBeUndefined();
  });

  it("gives an example of itself, without a literal that looks like a secret", () => {
    expect(exampleOf(parsePattern("tok_[a-z0-9]{32}"), false)).toBe("tok_<<[0-9a-z]{32}>>");
  });

  it("loses what it may begin with only where a group is the secret", () => {
    const print = (pattern: string): string => printPattern(withoutOptionalStart(parsePattern(pattern))).source;
    expect(print(String.raw`[\w.]{0,50}?acme=(x)`)).toBe("acme=(?:x)");
    expect(print(String.raw`(?:[\w.]{0,50}?(?:a|b?c))=(x)`)).toBe("(?:(?:a|c))=(?:x)");
    expect(print(String.raw`(?:a?b(x)|c?d)e`)).toBe("(?:b(?:x)|c?d)e");
    expect(print(String.raw`a?(b?x)`)).toBe("(?:b?x)");
    expect(print(String.raw`[\w.]{0,50}?acme`)).toBe(String.raw`[\w.]{0,50}?acme`);
  });
});
