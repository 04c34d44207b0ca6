import { type Fact, FACTS, SENTENCES } from "./facts.ts";
import { FEATURES, type Feature } from "./features.ts";
import { logitAt, treesLogit, treesOf, weightOf } from "./forest.ts";
import { BELIEVED, WEAK_CHANGE } from "./weak.ts";

/** Log-odds, and what a reader is told of them. */
export type Told = readonly [weight: number, sentence: string];

/** Log-odds from which what the trees say of a group of features is told. */
const TELLING = 0.25;

/** FEATURES stand by groups: those of the value, of the name, of the line. */
const FIRST_OF_NAME = FEATURES.indexOf("kind password");
const FIRST_OF_LINE = FEATURES.indexOf("assign");

interface Group {
  readonly forIt: string;
  readonly against: string;
  /** Said in the sentence's place where the sum is on this side and the feature is there; the first that fits. */
  readonly plain: readonly (readonly [feature: Feature, side: 1 | -1, sentence: string])[];
}
const GROUPS: readonly Group[] = [
  {
    forIt: "its characters, taken together, are as in secrets",
    against: "its characters, taken together, are as in other values",
    plain: [["decodes to text", -1, "it is plain text in base64"]],
  },
  {
    forIt: "names like this one are given to secrets",
    against: "names like this one are given to other things too",
    plain: [
      ["name sample", -1, "its name says that it is a sample"],
      ["name owner", 1, "its name tells whose it is"],
    ],
  },
  {
    forIt: "the text around it is as around secrets",
    against: "the text around it is as around other values",
    plain: [
      ["test words", -1, "it stands among words of a test"],
      ["sample words", -1, "it stands among words of an example"],
      ["account words", 1, "an account, a host or a user is named beside it"],
      ["sentences", -1, "sentences stand around it"],
      ["comment", -1, "its line is a comment"],
    ],
  },
];
const NUMBER: ReadonlyMap<Feature, number> = new Map(FEATURES.map((feature, index) => [feature, index]));

/** Everything that speaks for and against, strongest first. */
export function explain(facts: readonly Fact[], values: Float32Array): Told[] {
  const told: Told[] = [];
  for (const fact of facts) {
    const [side, sentence] = SENTENCES[fact];
    // Of facts one of which always holds only the difference tells something.
    const weight = weightOf(fact) - middleOf(fact);
    if (sentence !== "" && (Math.sign(weight) === side || isKind(fact))) told.push([side * Math.abs(weight), sentence]);
  }
  const added = groupSums(values);
  for (const [index, { forIt, against, plain }] of GROUPS.entries()) {
    const sum = added[index] ?? 0;
    if (Math.abs(sum) < TELLING) continue;
    const side = sum > 0 ? 1 : -1;
    const special = plain.find(([feature, on]) => on === side && (values[NUMBER.get(feature) ?? 0] ?? 0) > 0);
    told.push([sum, special?.[2] ?? (sum > 0 ? forIt : against)]);
  }
  return told.sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
}

const isKind = (fact: Fact): boolean => fact.startsWith("name ") && fact !== "name goes on";

/** Facts that exclude each other: kinds of names, lengths, what a value is made of, how it is joined. */
function familyOf(fact: Fact): string | undefined {
  if (isKind(fact)) return "name";
  const found = /^(join|(?:pw|tk) (?:surprise|length)|(?:pw|tk) (?=words|no letters|letters))/.exec(fact);
  return found?.[1];
}

let middles: ReadonlyMap<Fact, number> | undefined;

/** The mean weight of the fact's family; 0 where it has none. */
function middleOf(fact: Fact): number {
  return (middles ??= allMiddles()).get(fact) ?? 0;
}

function allMiddles(): Map<Fact, number> {
  const families = Map.groupBy(FACTS, familyOf);
  families.delete(undefined);
  const out = new Map<Fact, number>();
  for (const family of families.values()) {
    const mean = family.reduce((sum, fact) => sum + weightOf(fact), 0) / family.length;
    for (const fact of family) out.set(fact, mean);
  }
  return out;
}

/** The group of each feature, as its place in `GROUPS`. */
const GROUP_OF = Uint8Array.from(FEATURES, (_, feature) => (feature < FIRST_OF_NAME ? 0 : feature < FIRST_OF_LINE ? 1 : 2));
const sums = new Float64Array(GROUPS.length);
let shares = new Float32Array(0);

/** What the trees add, shared out: a tree's leaf in equal parts among the questions that lead to it. */
function groupSums(values: Float32Array): Float64Array {
  const { count, depth, features } = treesOf();
  if (shares.length < count) shares = new Float32Array(count);
  treesLogit(values, shares);
  sums.fill(0);
  let question = 0;
  for (let tree = 0; tree < count; tree++) {
    const share = (shares[tree] ?? 0) / depth;
    for (const end = question + depth; question < end; question++) {
      const group = GROUP_OF[features[question] ?? 0] ?? 0;
      sums[group] = (sums[group] ?? 0) + share;
    }
  }
  return sums;
}

/** What alone would have changed the verdict at the confidence that is reported by default. */
export function counterfactual(told: readonly Told[], odds: number, isWeak: boolean): string {
  if (isWeak) return WEAK_CHANGE;
  const margin = odds - logitAt(BELIEVED);
  const decisive = told.find(([weight]) => Math.sign(weight) === (margin >= 0 ? 1 : -1) && Math.abs(weight) > Math.abs(margin));
  if (margin >= 0) {
    return decisive === undefined
      ? "no single point decides: without any one of them it would still be reported by default"
      : `would not be reported by default without this: ${decisive[1]}`;
  }
  return decisive === undefined
    ? "no single point decides: without any one of the doubts it would still be for audits"
    : `would be reported by default without this: ${decisive[1]}`;
}
