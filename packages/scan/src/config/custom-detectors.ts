import { checkPattern, isSample, scanText } from "@stanch/engine";
import { type Companion, type Detector, type Rule, fake } from "@stanch/model";
import type { Path } from "./parse.ts";
import type { Problem } from "./problems.ts";
import type { CustomDetectorInput, RuleInput } from "./schema.ts";
import type { Check } from "./verdicts.ts";

/**
 * Detectors of a configuration, made ready: expressions checked for backtracking before they run for the first time, then
 * examples tried. Stops at the first detector with problems: a scan does not start, and later ones may hang on it.
 */
export async function customDetectors(
  inputs: readonly CustomDetectorInput[],
  builtIn: readonly Detector[],
  check: Check = checkPattern,
): Promise<{ readonly detectors: readonly Detector[]; readonly problems: readonly Problem[] }> {
  const detectors: Detector[] = [];
  const taken = new Set(builtIn.map((detector) => detector.id));
  for (const [index, input] of inputs.entries()) {
    const path: Path = ["customDetectors", index];
    const problems = [...shapeProblems(input, path, taken), ...(await patternProblems(input, path, check))];
    if (problems.length > 0) return { detectors, problems };
    taken.add(input.id);
    const { detector, problems: exampleProblems } = withExamples(input, path);
    if (detector === undefined || exampleProblems.length > 0) return { detectors, problems: exampleProblems };
    detectors.push(detector);
  }
  return { detectors, problems: [] };
}

function shapeProblems(input: CustomDetectorInput, path: Path, taken: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  if (taken.has(input.id))
    problems.push({
      path: [...path, "id"],
      what: `The detector id "${input.id}" is taken`,
      next: "Choose another, for example with your company's name in front.",
    });
  if ((input.pattern === undefined) === (input.rules === undefined))
    problems.push({
      path,
      what: `The detector "${input.id}" needs a pattern, or rules that have one`,
      next: "Give exactly one of the two.",
    });
  for (const { rule, at } of rulesWithPaths(input, path)) {
    if ((rule.keywords?.length ?? 0) + (rule.prefixes?.length ?? 0) === 0)
      problems.push({
        path: at,
        what: `The detector "${input.id}" has no keyword and no prefix`,
        next: "Name a word that stands near each match, or how each match begins: the scanner looks only there.",
      });
  }
  const ids = (input.rules ?? []).map((rule) => rule.id);
  const double = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (double >= 0)
    problems.push({
      path: [...path, "rules", double],
      what: "Two rules have the same id",
      next: "Give each rule its own; only one may have none.",
    });
  return problems;
}

function rulesWithPaths(input: CustomDetectorInput, path: Path): { rule: RuleInput; at: Path }[] {
  if (input.rules !== undefined) return input.rules.map((rule, index) => ({ rule, at: [...path, "rules", index] }));
  const { id: _, ...flat } = input;
  return [{ rule: flat, at: path }];
}

async function patternProblems(input: CustomDetectorInput, path: Path, ask: Check): Promise<Problem[]> {
  const problems: Problem[] = [];
  const check = async (source: string | undefined, flags: string | undefined, at: Path): Promise<void> => {
    if (source === undefined) return;
    const verdict = await ask(source, flags ?? "");
    if (verdict.ok) return;
    const example = verdict.example === "" ? "" : ` It is slow on: ${verdict.example}.`;
    problems.push({ path: at, what: `The expression cannot be used: ${verdict.why}`, next: `Write it in another way.${example}` });
  };
  for (const { rule, at } of rulesWithPaths(input, path)) {
    await check(rule.pattern, rule.flags, [...at, "pattern"]);
    for (const [index, companion] of (rule.companions ?? []).entries())
      await check(companion.pattern, companion.flags, [...at, "companions", index, "pattern"]);
    for (const [index, source] of (rule.notSecret ?? []).entries()) await check(source, "", [...at, "notSecret", index]);
  }
  return problems;
}

function withExamples(input: CustomDetectorInput, path: Path): { detector?: Detector; problems: Problem[] } {
  const problems: Problem[] = [];
  const texts = (given: readonly string[], name: string): string[] =>
    given.map((text, index) => {
      const shown = expandExample(text, index);
      if (shown === undefined)
        problems.push({
          path: [...path, name, index],
          what: "A <<shape>> cannot be read",
          next: "A shape is made of literals, [classes], \\d, \\w and {n} up to 999, such as <<[a-z0-9]{32}>>.",
        });
      return shown ?? "";
    });
  const examples = texts(input.examples, "examples");
  const counterExamples = texts(input.counterExamples ?? [], "counterExamples");
  if (problems.length > 0) return { problems };
  const detector = detectorOf(input, examples, counterExamples);
  for (const [index, text] of examples.entries()) {
    const count = foundIn(text, detector);
    if (count !== 1)
      problems.push({
        path: [...path, "examples", index],
        what: `The detector "${input.id}" finds ${count === 0 ? "nothing" : `${count} matches`} in this example`,
        next: "An example holds exactly one: correct the expression, its keywords or the example.",
      });
  }
  for (const [index, text] of counterExamples.entries())
    if (foundIn(text, detector) > 0)
      problems.push({
        path: [...path, "counterExamples", index],
        what: `The detector "${input.id}" finds something in this counter-example`,
        next: "Make the expression narrower, or correct the example.",
      });
  return { detector, problems };
}

/** What audits alone show, letters in order, counts as nothing: it is what counter-examples are written with. */
const foundIn = (text: string, detector: Detector): number => scanText(text, [detector]).filter((match) => !isSample(match)).length;

/**
 * `<<[a-z0-9]{32}>>` in an example becomes a made-up value of that shape, so that the configuration itself holds nothing
 * that looks like a secret. Undefined where the shape cannot be read.
 */
export function expandExample(text: string, seed: number): string | undefined {
  let isReadable = true;
  let count = 0;
  const out = text.replace(/<<(.+?)>>/g, (_, shape: string) => {
    // No groups: nested counts of a hostile configuration would multiply.
    if (!/^(?:\\.|\[(?:\\.|[^\]\\])+\]|[^\\[\](){}|])(?:\{\d{1,3}\}|(?:\\.|\[(?:\\.|[^\]\\])+\]|[^\\[\](){}|]))*$/.test(shape)) {
      isReadable = false;
      return "";
    }
    try {
      return fake(shape, seed * 100 + count++);
    } catch {
      isReadable = false;
      return "";
    }
  });
  return isReadable ? out : undefined;
}

function detectorOf(input: CustomDetectorInput, examples: readonly string[], counterExamples: readonly string[]): Detector {
  const rules = rulesWithPaths(input, []).map(({ rule }) => ruleOf(rule));
  return {
    id: input.id,
    title: input.title ?? input.id,
    provider: input.provider ?? "generic",
    category: input.category ?? "generic",
    severity: input.severity,
    opens: input.opens ?? "Whatever it was issued for: the configuration does not say.",
    rules,
    examples,
    counterExamples,
    references: input.references ?? [],
    ...(input.yieldsTo === undefined ? {} : { yieldsTo: input.yieldsTo }),
    ...(input.revoke === undefined ? {} : { revoke: input.revoke }),
  };
}

function ruleOf(input: RuleInput): Rule {
  const { id, keywords, prefixes, window, entropy, confidence, companions, notSecret, humanChosen } = input;
  return {
    pattern: new RegExp(input.pattern ?? "(?!)", input.flags ?? ""),
    ...(id === undefined ? {} : { id }),
    ...(keywords === undefined ? {} : { keywords }),
    ...(prefixes === undefined ? {} : { prefixes }),
    ...(window === undefined ? {} : { window }),
    ...(entropy === undefined ? {} : { entropy }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(humanChosen === undefined ? {} : { humanChosen }),
    ...(companions === undefined ? {} : { companions: companions.map(companionOf) }),
    ...(notSecret === undefined ? {} : { notSecret: notSecret.map((source) => new RegExp(source)) }),
  };
}

function companionOf(input: NonNullable<RuleInput["companions"]>[number]): Companion {
  const { name, pattern, flags, withinBytes, required } = input;
  return { name, pattern: new RegExp(pattern, flags ?? ""), withinBytes, ...(required === undefined ? {} : { required }) };
}
