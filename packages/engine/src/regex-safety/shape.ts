import type { AST } from "@eslint-community/regexpp";

export function children(node: AST.Node): readonly AST.Node[] {
  if (node.type === "Quantifier") return [node.element];
  if (node.type === "Alternative") return node.elements;
  return "alternatives" in node && node.type !== "ClassStringDisjunction" ? node.alternatives : [];
}

/** The most bytes that one repetition of the pattern can take, Infinity without an upper bound. */
export function longestRepetition(node: AST.Node): number {
  const own = node.type === "Quantifier" && node.max > 1 ? longest(node) : 0;
  return children(node).reduce((most, child) => Math.max(most, longestRepetition(child)), own);
}

function longest(node: AST.Node): number {
  if (node.type === "Quantifier") {
    const one = longest(node.element);
    return one === 0 ? 0 : one * node.max;
  }
  if (node.type === "Alternative") return node.elements.reduce((sum, element) => sum + longest(element), 0);
  if (node.type === "Group" || node.type === "CapturingGroup") return Math.max(0, ...node.alternatives.map(longest));
  if (node.type === "Assertion") return 0;
  return node.type === "Backreference" ? Infinity : 1;
}

/**
 * More steps than one try at one place can ever take, Infinity where nothing certain can be said: ways to go through the
 * pattern times the longest way. Enough to accept most patterns for secrets without running anything.
 */
export function mostSteps(pattern: AST.Pattern): number {
  return waysOfChoice(pattern.alternatives) * (longestWay(pattern) + 1);
}

function waysOfChoice(alternatives: readonly AST.Alternative[]): number {
  return alternatives.reduce((sum, alternative) => sum + alternative.elements.reduce((product, element) => product * ways(element), 1), 0);
}

function ways(node: AST.Element): number {
  if (node.type === "Group" || node.type === "CapturingGroup") return waysOfChoice(node.alternatives);
  if (node.type === "Assertion") return "alternatives" in node ? waysOfChoice(node.alternatives) + 1 : 1;
  if (node.type === "Backreference") return Infinity;
  if (node.type !== "Quantifier") return 1;
  const one = ways(node.element);
  if (one === 1) return node.max - node.min + 1;
  // Each number of rounds, each round in each of its ways.
  return node.max > 30 ? Infinity : (node.max + 1) * one ** node.max;
}

/** As `longest`, with look-arounds counted. */
function longestWay(node: AST.Node): number {
  if (node.type === "Quantifier") return (longestWay(node.element) + 1) * node.max;
  const below = children(node);
  return below.length === 0 ? 1 : below.reduce((sum, child) => sum + longestWay(child), 1);
}

export function canBeEmpty(node: AST.Node): boolean {
  if (node.type === "Quantifier") return node.min === 0 || canBeEmpty(node.element);
  if (node.type === "Alternative") return node.elements.every(canBeEmpty);
  if (node.type === "Group" || node.type === "CapturingGroup") return node.alternatives.some(canBeEmpty);
  return node.type === "Assertion" || node.type === "Backreference";
}

const LEAD = 8;

/**
 * Sets of bytes of which a match begins, by position, up to where lengths begin to differ. V8 looks for such places before
 * it tries a match in earnest.
 */
export function leadOf(pattern: AST.Pattern, setOf: ReadonlyMap<AST.Node, Uint8Array>): Uint8Array[] {
  return leadOfChoice(pattern.alternatives, setOf).sets.slice(0, LEAD);
}

interface Lead {
  readonly sets: Uint8Array[];
  /** Whether what follows stands right behind these sets in every match. */
  readonly exact: boolean;
}

function leadOfChoice(alternatives: readonly AST.Alternative[], setOf: ReadonlyMap<AST.Node, Uint8Array>): Lead {
  const leads = alternatives.map((alternative) => leadOfSequence(alternative, setOf));
  const length = Math.min(LEAD, ...leads.map((lead) => lead.sets.length));
  const sets = Array.from({ length }, (_, at) =>
    Uint8Array.from({ length: 256 }, (__, byte) => (leads.some((lead) => lead.sets[at]?.[byte] === 1) ? 1 : 0)),
  );
  return { sets, exact: leads.every((lead) => lead.exact && lead.sets.length === length) };
}

function leadOfSequence(alternative: AST.Alternative, setOf: ReadonlyMap<AST.Node, Uint8Array>): Lead {
  const sets: Uint8Array[] = [];
  for (const element of alternative.elements) {
    const lead = leadOfElement(element, setOf);
    sets.push(...lead.sets);
    if (!lead.exact || sets.length >= LEAD) return { sets, exact: false };
  }
  return { sets, exact: true };
}

function leadOfElement(node: AST.Element, setOf: ReadonlyMap<AST.Node, Uint8Array>): Lead {
  if (node.type === "Assertion") return { sets: [], exact: true };
  if (node.type === "Group" || node.type === "CapturingGroup") return leadOfChoice(node.alternatives, setOf);
  if (node.type === "Quantifier") {
    if (node.min === 0) return { sets: [], exact: node.max === 0 };
    const one = leadOfElement(node.element, setOf);
    if (!one.exact) return one;
    const sets = Array.from({ length: Math.min(node.min, LEAD) }, () => one.sets).flat();
    return { sets, exact: node.min === node.max && node.min <= LEAD };
  }
  const set = setOf.get(node);
  return set === undefined ? { sets: [], exact: false } : { sets: [set], exact: true };
}
