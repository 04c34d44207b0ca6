import type { Graph } from "./graph.ts";
import { fieldOf } from "./names.ts";
import { CONFIDENCES, type Confidence } from "./types.ts";
import { grow } from "./grow.ts";

/** How a node was reached: by which edge, from which step, and with which field of a container in hand. */
export interface Step {
  readonly node: number;
  /** -1 at a start. */
  readonly edge: number;
  readonly before: Step | undefined;
  readonly confidence: Confidence;
  /** Of a container only this field is followed. Undefined: all of it. */
  readonly field: string | undefined;
}

const rank = (confidence: Confidence): number => CONFIDENCES.indexOf(confidence);
const lower = (a: Confidence, b: Confidence): Confidence => (rank(a) < rank(b) ? a : b);

const ownField = (graph: Graph, node: number): string | undefined => {
  const field = fieldOf(graph.nameOf(node))?.field;
  return field === "*" ? undefined : field;
};
const isWhole = (graph: Graph, node: number): boolean => graph.nameOf(node).endsWith("#*");

/**
 * Names that hold the same value as the starts: the way up, against the flow, and over equal values. Joins that are only
 * possible are not gone: they would lead to other secrets.
 */
export function sourcesOf(graph: Graph, starts: ReadonlyMap<number, string | undefined>): ReadonlyMap<number, string | undefined> {
  const seen = new Map<number, string | undefined>();
  const open: { readonly node: number; readonly field: string | undefined }[] = [];
  const enter = (node: number, field: string | undefined): void => {
    if (seen.has(node)) return;
    seen.set(node, field);
    open.push({ node, field });
  };
  for (const [node, field] of starts) enter(node, field ?? ownField(graph, node));
  for (let at = 0; at < open.length; at++) {
    const { node, field } = open[at] ?? { node: 0, field: undefined };
    for (const edge of graph.entering(node)) {
      const relation = graph.relation(edge);
      const from = graph.fromOf(edge);
      if (relation === "runs" || relation === "owned" || rank(graph.confidence(edge)) < rank("likely")) continue;
      if (relation === "whole" && field !== undefined && ownField(graph, from) !== field) continue;
      if (graph.kindOf(from) === "workload") continue;
      enter(from, isWhole(graph, from) ? (isWhole(graph, node) ? field : ownField(graph, node)) : ownField(graph, from));
    }
    // Other names of the same value.
    if (graph.kindOf(node) === "secret")
      for (const edge of graph.leaving(node))
        if (graph.relation(edge) === "holds") enter(graph.toOf(edge), ownField(graph, graph.toOf(edge)));
  }
  return seen;
}

/** Everything that the values flow to, each by its surest way. Workloads end a way. */
export function reachedFrom(
  graph: Graph,
  starts: ReadonlyMap<number, string | undefined>,
): { readonly best: ReadonlyMap<number, Step>; readonly arrivals: ReadonlyMap<number, readonly Step[]> } {
  const best = new Map<number, Step>();
  const arrivals = new Map<number, Step[]>();
  const buckets: Step[][] = [[], [], []];
  for (const [node, field] of starts) buckets[rank("certain")]?.push({ node, edge: -1, before: undefined, confidence: "certain", field });
  const seen = new Set<string>();
  for (const level of ["certain", "likely", "possible"] as const) {
    const bucket = buckets[rank(level)] ?? [];
    for (let at = 0; at < bucket.length; at++) {
      const step = bucket[at];
      if (step === undefined) continue;
      if (graph.kindOf(step.node) === "workload") {
        grow(arrivals, step.node, step);
        if (!best.has(step.node)) best.set(step.node, step);
        continue;
      }
      const key = isWhole(graph, step.node) ? `${step.node}#${step.field ?? "*"}` : String(step.node);
      if (seen.has(key)) continue;
      seen.add(key);
      if (!best.has(step.node)) best.set(step.node, step);
      for (const edge of graph.leaving(step.node)) {
        const next = follow(graph, step, edge);
        if (next !== undefined) buckets[rank(next.confidence)]?.push(next);
      }
    }
  }
  return { best, arrivals };
}

function follow(graph: Graph, step: Step, edge: number): Step | undefined {
  const relation = graph.relation(edge);
  if (relation === "runs" || relation === "owned") return undefined;
  const node = graph.toOf(edge);
  if (relation === "part" && step.field !== undefined && ownField(graph, node) !== step.field) return undefined;
  const field = isWhole(graph, node) ? (isWhole(graph, step.node) ? step.field : ownField(graph, step.node)) : ownField(graph, node);
  return { node, edge, before: step, confidence: lower(step.confidence, graph.confidence(edge)), field };
}

/** Steps from the start to here. */
export function wayTo(step: Step): readonly Step[] {
  const way: Step[] = [];
  for (let here: Step | undefined = step; here !== undefined; here = here.before) way.push(here);
  return way.reverse();
}
