export { type Baseline, type BaselineCandidate, type BaselineEntry, type BaselineResult, applyBaseline, makeBaseline } from "./baseline.ts";
export { formatBaseline, parseBaseline, readBaseline, writeBaseline } from "./file.ts";
