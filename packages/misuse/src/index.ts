export { allowList, plainAddress } from "./addresses.ts";
export type { JudgeContext } from "./context.ts";
export { type Records, judge } from "./judge.ts";
export { Judgement, type ShownRecord, type Signal, type SignalKind, type Verdict } from "./judgement.ts";
export { type Network, type NetworkOf, openNetworks } from "./networks.ts";
export { Mapping, type ToRecord, compileMapping, readMapping } from "./readers/mapping.ts";
export { FORMATS, type LogFormat, type ReadOptions, readLog } from "./readers/read.ts";
export { timeOf } from "./readers/times.ts";
