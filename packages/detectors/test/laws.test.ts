import { type CompiledSet, compile, scanSlowly } from "@stanch/engine";
import { type Detector, type Rule, exampleBytes, ruleId, rulesOf } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { detectors } from "../src/index.gen.ts";

const all = detectors.flatMap((detector) => rulesOf(detector).map((rule) => ({ detector, rule, id: ruleId(detector, rule) })));

const holdsWord = (rule: Rule, text: string, lower: string): boolean =>
  (rule.prefixes ?? []).some((prefix) => text.includes(prefix)) ||
  (rule.keywords ?? []).some((keyword) => lower.includes(keyword.toLowerCase()));

describe.each(detectors)("$id", (detector) => {
  it.each(detector.examples.map((_, index) => index))(
    "has a keyword or prefix in example %i, in the case that its rule asks for",
    (index) => {
      const text = detector.examples[index] ?? "";
      const lower = text.toLowerCase();
      expect(rulesOf(detector).some((rule) => holdsWord(rule, text, lower))).toBe(true);
    },
  );

  it("shows each of its rules, prefixes and keywords in some example", () => {
    const text = detector.examples.join("\n");
    const lower = text.toLowerCase();
    const texts = detector.examples.map((example) => exampleBytes(detector, example));
    for (const rule of rulesOf(detector)) {
      const set = alone(detector, rule);
      expect(texts.some((example) => scanSlowly(example, set).length > 0)).toBe(true);
      if (rule.prefixes !== undefined) expect(rule.prefixes.some((prefix) => text.includes(prefix))).toBe(true);
      if (rule.keywords !== undefined) expect(rule.keywords.some((keyword) => lower.includes(keyword.toLowerCase()))).toBe(true);
    }
  });

  it("says what it opens in one sentence and names where its issuer ends it", () => {
    expect(detector.opens).toMatch(/^\S.{19,}\.$/s);
    expect(detector.title).not.toMatch(/\.$/);
    expect(detector.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(detector.provider).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(detector.references.length).toBeGreaterThan(0);
    for (const reference of detector.references) expect(reference).toMatch(/^https:\/\//);
    if (detector.provider !== "generic") expect(detector.revoke ?? "").toMatch(/\S.{7,}/);
  });
});

it.each(["id", "title"] as const)("has no two detectors of one %s", (field) => {
  const seen = Map.groupBy(detectors, (detector) => detector[field]);
  expect([...seen.values()].filter((group) => group.length > 1).map((group) => group.map(({ id }) => id))).toEqual([]);
});

it("has no two rules of one id", () => {
  const ids = all.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it("yields only to detectors that there are", () => {
  const ids = new Set(detectors.map(({ id }) => id));
  const lost = detectors.flatMap(({ id, yieldsTo = [] }) => yieldsTo.filter((other) => !ids.has(other)).map((other) => `${id}: ${other}`));
  expect(lost).toEqual([]);
});

/** Sources of all expressions of a rule, without what stands in classes and after backslashes. */
function bareSources(rule: Rule): string[] {
  const patterns = [rule.pattern, ...(rule.companions ?? []).map((companion) => companion.pattern)];
  return patterns.map(({ source }) => source.replace(/\\./g, "E").replace(/\[[^\]]*\]/g, "C"));
}

it("bounds every repetition", () => {
  const unbounded = all.filter(({ rule }) => bareSources(rule).some((source) => /[*+]|\{\d+,\}/.test(source)));
  expect(unbounded.map(({ id }) => id)).toEqual([]);
});

function alone(detector: Detector, rule: Rule): CompiledSet {
  return compile([{ ...detector, rules: [rule] }]);
}
