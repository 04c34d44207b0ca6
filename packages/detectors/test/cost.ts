import { compile } from "@stanch/engine";
import { type Detector, type Rule, fake, ruleId, rulesOf } from "@stanch/model";
import { expect, it } from "vitest";
import { detectors } from "../src/index.gen.ts";

const all = detectors.flatMap((detector) => rulesOf(detector).map((rule) => ({ detector, rule, id: ruleId(detector, rule) })));

// What is cheap at 40,000 characters needs no second look; a quadratic pattern costs seconds there.
const CHEAP_MS = 20;
const BUDGET_MS = 1000;

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
export function costOf(pattern: RegExp, text: string, times: number): number {
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

function expectLinear({ detector, rule }: { detector: Detector; rule: Rule }): void {
  const pattern = compile([{ ...detector, rules: [rule] }]).rules[0]?.pattern ?? /$^/g;
  for (const piece of worstCases(detector, rule)) {
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
}

/** The law for every `of`-th rule, so that files of their own run side by side. */
export function costLaw(part: number, of: number): void {
  const own = all.filter((_, index) => index % of === part);
  it.each(own.map(({ id }, index) => [id, index] as const))("%s costs time in proportion to the text", { timeout: 120_000 }, (_, index) => {
    const chosen = own[index];
    if (chosen === undefined) throw new RangeError("no such rule");
    expectLinear(chosen);
  });
}
