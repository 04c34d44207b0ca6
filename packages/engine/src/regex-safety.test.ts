import { detectors } from "@stanch/detectors";
import { rulesOf } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPattern } from "./regex-safety.ts";
import { Machine } from "./regex-safety/machine.ts";
import { compileProgram } from "./regex-safety/program.ts";

describe("checkPattern", () => {
  it.each([
    "(a+)+$",
    "(a|a)*b",
    "(a|aa)+$",
    "(.*)*x",
    "(x+x+)+y",
    "\\s*\\s*$",
    "a*a*a*a*b",
    ".*.*.*=.*",
    "[a-z]+!",
    "key.*=.*;",
    "(?:a{1,1000}){1,1000}b",
    "x{0,500}x{0,500}x{0,500}y",
    "^(a?){30}a{30}$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(?:[a-z]+\\d?)*!",
    "(?:ab|[a-c]{2})*$",
    "(?:foo|fo|o)*x",
    "(?<secret>(?:\\w+\\s?){1,64})$",
    "(?=(a+)+$)a",
    "(?<=x(a|a)*)b",
    "(a+)\\1+$",
    "([\"'])(?:\\\\?.)*\\1x",
    '<(?:[^>]|"[^"]*")*>z',
  ])("refuses %s and shows a text on which it is slow", async (source) => {
    const verdict = await checkPattern(source, "i");
    expect(verdict).toMatchObject({ ok: false, why: expect.stringContaining("steps"), example: expect.stringContaining("over and over") });
  });

  it.each([
    ["ghp_[A-Za-z0-9]{36}", ""],
    ["(?i:x)a", ""],
    ["acme[_-]?(?:api|secret)?[_-]?(?:key|token)\\s{0,8}[:=]\\s{0,8}[\"']?(?<secret>[a-z0-9]{32})\\b", "i"],
    ["-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]{1,8192}?-----END", ""],
    ["^(?:(?:\\w|-)+\\.)+com$", ""],
    ["sk-[\\w-]+", ""],
    ["\\p{L}{3}-\\d{20}", "u"],
    ["[\\w--[a-z]]{20}", "v"],
  ])("accepts %s", async (source, flags) => {
    expect(await checkPattern(source, flags)).toEqual({ ok: true });
  });

  const accepted = new Set<string>();
  it.each(detectors)("accepts every pattern of the built-in detector $id", async (detector) => {
    for (const rule of rulesOf(detector)) {
      const patterns = [rule.pattern, ...(rule.companions ?? []).map((companion) => companion.pattern), ...(rule.notSecret ?? [])];
      for (const { source, flags } of patterns.filter((pattern) => !accepted.has(String(pattern)))) {
        expect({ source, ...(await checkPattern(source, flags)) }).toEqual({ source, ok: true });
        accepted.add(`/${source}/${flags}`);
      }
    }
  });

  it("says what is wrong with a pattern that is no expression", async () => {
    expect(await checkPattern("a(b")).toMatchObject({ ok: false, why: expect.stringContaining("Unterminated group") });
    expect(await checkPattern("a", "ii")).toMatchObject({ ok: false, why: expect.stringContaining("flags") });
    expect(await checkPattern("a".repeat(20_001))).toMatchObject({ ok: false, why: expect.stringContaining("longer than 20000") });
  });

  it("gives the same verdict each time", async () => {
    expect(await checkPattern("(?:\\w{1,40}-?){1,3}!")).toEqual(await checkPattern("(?:\\w{1,40}-?){1,3}!"));
  });
});

describe("the counting machine", () => {
  const atom = fc.constantFrom(
    "a",
    "b",
    "[ab]",
    "[^a]",
    ".",
    "\\w",
    "\\b",
    "^",
    "$",
    "(?=a)",
    "(?!b)",
    "(?<=a)",
    "(?<!ab)",
    "(?<=(?:a|b){1,2}a)",
    "(?=a?b)",
  );
  const quantifier = fc.constantFrom("", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}?", "*?", "+?", "??");
  const { pattern } = fc.letrec<{ pattern: string; term: string }>((tie) => ({
    term: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.tuple(atom, quantifier).map(([one, count]) => (/^(?:\\b|\^|\$|\(\?[=!<])/.test(one) ? one : one + count)),
      fc.tuple(tie("pattern"), quantifier).map(([inner, count]) => `(?:${inner})${count}`),
    ),
    pattern: fc
      .array(fc.array(tie("term"), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map((part) => part.join("")).join("|")),
  }));

  it("finds what V8 finds", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom("a", "b", "-", "\n"), maxLength: 9 }),
        fc.constantFrom("", "i", "m", "s"),
        (source, text, flags) => {
          const run = new Machine(compileProgram(source, flags)).search(Buffer.from(text), 200_000);
          fc.pre(run.steps <= 200_000); // what explodes here would explode in V8 too
          const expected = [...text.matchAll(new RegExp(source, `g${flags}`))].map((found) => [found.index, found.index + found[0].length]);
          expect(run.matches).toEqual(expected);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("remembers what a group held for a back reference", () => {
    const run = (source: string, text: string) => new Machine(compileProgram(source, "")).search(Buffer.from(text), 10_000).matches;
    expect(run("(a+)-\\1$", "aa-aa")).toEqual([[0, 5]]);
    expect(run("(?<quote>[\"'])x\\k<quote>", `"x'"x"`)).toEqual([[3, 6]]);
    expect(run("(?=(a+))a\\1", "aab")).toEqual([]);
    expect(run("(?=(a+?))a\\1", "aab")).toEqual([[0, 2]]);
  });

  it("stops at its limit", () => {
    const run = new Machine(compileProgram("(a|a)*b", "")).search(Buffer.from("a".repeat(200)), 1000);
    expect(run.steps).toBeGreaterThan(1000);
    expect(run.steps).toBeLessThan(1010);
  });
});
