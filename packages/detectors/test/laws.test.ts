import { Scanner, compile, scanText } from "@stanch/engine";
import { type Detector, type Rule, fake, ruleId, rulesOf, severityRank } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { detectors } from "../src/index.gen.ts";

const all = detectors.flatMap((detector) => rulesOf(detector).map((rule) => ({ detector, rule, id: ruleId(detector, rule) })));

/** For each rule whether a keyword or prefix of it stands in the text, in the case it asks for. */
function rulesHit(text: string): boolean[] {
  const lower = text.toLowerCase();
  return all.map(
    ({ rule }) =>
      (rule.prefixes ?? []).some((prefix) => text.includes(prefix)) ||
      (rule.keywords ?? []).some((keyword) => lower.includes(keyword.toLowerCase())),
  );
}

describe.each(detectors)("$id", (detector) => {
  it.each(detector.examples.map((_, index) => index))(
    "has a keyword or prefix in example %i, in the case that its rule asks for",
    (index) => {
      const hit = rulesHit(detector.examples[index] ?? "");
      const own = all.map(({ detector: owner }, at) => owner === detector && hit[at]);
      expect(own).toContain(true);
    },
  );

  it("shows each of its rules, prefixes and keywords in some example", () => {
    const text = detector.examples.join("\n");
    const lower = text.toLowerCase();
    for (const rule of rulesOf(detector)) {
      expect(detector.examples.some((example) => scanText(example, [alone(detector, rule)]).length > 0)).toBe(true);
      if (rule.prefixes !== undefined) expect(rule.prefixes.some((prefix) => text.includes(prefix))).toBe(true);
      if (rule.keywords !== undefined) expect(rule.keywords.some((keyword) => lower.includes(keyword.toLowerCase()))).toBe(true);
    }
  });

  it("says what it opens in one sentence and names where its issuer ends it", () => {
    expect(detector.opens).toMatch(/^\S.{19,}\.$/s);
    expect(detector.title).not.toMatch(/\.$/);
    expect(detector.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(detector.references.length).toBeGreaterThan(0);
    for (const reference of detector.references) expect(reference).toMatch(/^https:\/\//);
    if (detector.provider !== "generic") expect(detector.revoke ?? "").toMatch(/\S.{7,}/);
  });
});

/** Sources of all expressions of a rule, without what stands in classes and after backslashes. */
function bareSources(rule: Rule): string[] {
  const patterns = [rule.pattern, ...(rule.companions ?? []).map((companion) => companion.pattern)];
  return patterns.map(({ source }) => source.replace(/\\./g, "E").replace(/\[[^\]]*\]/g, "C"));
}

it.each(all.map(({ id }, index) => [id, index] as const))("%s bounds every repetition", (_, index) => {
  for (const source of bareSources(all[index]?.rule ?? { pattern: /a*/ })) expect(source).not.toMatch(/[*+]|\{\d+,\}/);
});

it("finds the same by the fast scanner, however much text stands around an example", () => {
  const filler = "The quick brown fox.\nx = 1\n".repeat(200);
  for (const detector of detectors) {
    const scanner = new Scanner(compile([detector]), undefined, { decode: false });
    for (const [index, example] of detector.examples.entries()) {
      const spans = scanText(example, [detector]).map(({ start, end }) => [start + filler.length, end + filler.length]);
      const found = scanner.scan(Buffer.from(`${filler}${example}\n${filler}`)).map(({ start, end }) => [start, end]);
      expect(found, `${detector.id}, example ${index}`).toEqual(spans);
    }
  }
});

function alone(detector: Detector, rule: Rule): Detector {
  return { ...detector, rules: [rule] };
}

/** Findings of one severity on the same bytes would be told twice. */
it("lets no two detectors of like severity claim the same bytes of an example, unless one yields", () => {
  const quarrels = new Set<string>();
  for (const detector of detectors) {
    for (const example of detector.examples) {
      const matches = scanText(example, detectors).map((match) => ({ ...match, owner: detectors[match.detector] }));
      const own = matches.find(({ owner }) => owner === detector);
      if (own === undefined) continue;
      for (const other of matches) {
        if (other.owner === undefined || other.owner === detector) continue;
        const overlap = other.start < own.end && own.start < other.end;
        const yields = (detector.yieldsTo ?? []).includes(other.owner.id) || (other.owner.yieldsTo ?? []).includes(detector.id);
        if (overlap && !yields && severityRank(other.owner.severity) >= severityRank(detector.severity))
          quarrels.add(`${detector.id} and ${other.owner.id}`);
      }
    }
  }
  expect([...quarrels]).toEqual([]);
});

/** Runs of what the pattern likes best: its literals, its alphabets, its own examples cut short and glued together. */
function worstCases(detector: Detector, rule: Rule): string[] {
  const words = [...(rule.prefixes ?? []), ...(rule.keywords ?? [])];
  const stumps = detector.examples.slice(0, 3).map((example) => example.slice(0, Math.max(8, example.length - 3)));
  const runs = words
    .slice(0, 3)
    .flatMap((word) => [
      word,
      `${word} `,
      `${word}=`,
      `${word}_key = "`,
      `${word}: {\n`,
      `${word}\n\n`,
      `${word}${fake("[0-9a-f]{36}", 1)}`,
      `${word}${fake("[A-Za-z0-9]{24}", 2)}`,
    ]);
  return ["a", "A", "0", "_", "-", "=", ".", "\n", " ", '"', "a=", "0-", "a.", "A:", ", ", ...runs, ...stumps];
}

const fill = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

/** Least of `times` measurements, in ms of this thread's own processor time: other processes do not count. */
function costOf(pattern: RegExp, text: string, times: number): number {
  let least = Infinity;
  for (let i = 0; i < times; i++) {
    const started = process.threadCpuUsage();
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) if (found[0] === "") pattern.lastIndex++;
    const { user, system } = process.threadCpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

// What is cheap at 40,000 characters needs no second look; a quadratic pattern costs seconds there.
const CHEAP_MS = 20;
const BUDGET_MS = 1000;

it.each(all.map(({ id }, index) => [id, index] as const))("%s costs time in proportion to the text", { timeout: 120_000 }, (_, index) => {
  const chosen = all[index];
  if (chosen === undefined) throw new RangeError("no such rule");
  const pattern = compile([alone(chosen.detector, chosen.rule)]).rules[0]?.pattern ?? /$^/g;
  for (const piece of worstCases(chosen.detector, chosen.rule)) {
    const shown = JSON.stringify(piece.slice(0, 12));
    const first = costOf(pattern, fill(piece, 40_000), 1);
    expect(first, `40,000 characters of ${shown}`).toBeLessThan(BUDGET_MS);
    if (first < CHEAP_MS) continue;
    // A pause of the collector in the longer run alone is no growth: it does not come three times.
    let ratio = Infinity;
    for (let attempt = 0; attempt < 3 && ratio >= 3.2; attempt++)
      ratio = Math.min(ratio, costOf(pattern, fill(piece, 40_000), 3) / costOf(pattern, fill(piece, 20_000), 3));
    expect(ratio, `cost of twice as much of ${shown}`).toBeLessThan(3.2);
  }
});

it("tells a pattern whose cost grows with the square of the text", () => {
  // Longer than any quantifier here, so that no bound of the expression ends the growth.
  const square = /a{0,40000}b/g;
  expect(costOf(square, fill("a", 16_000), 2) / costOf(square, fill("a", 4000), 2)).toBeGreaterThan(8);
});
