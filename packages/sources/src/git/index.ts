export * from "./object-store.ts";
export { type ObjectType, Pack, type PackEntry } from "./pack.ts";
export * from "./pack-index.ts";
export * from "./repository.ts";
export { headOf, listRefs, type OnProblem, type Ref, reflogOids, shallowOids } from "./refs.ts";
export * from "./pack-plan.ts";
