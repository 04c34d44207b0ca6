export * from "./links.ts";
export * from "./object-store.ts";
export { type ObjectType, Pack, type PackEntry } from "./pack.ts";
export * from "./pack-index.ts";
export { readRegularFile } from "./read-file.ts";
export * from "./repository.ts";
export { headOf, listRefs, type OnProblem, type Ref, reflogOids, shallowOids } from "./refs.ts";
export * from "./pack-plan.ts";
export { type CacheTree, type IndexEntry, type IndexFile, readIndex } from "./index-file.ts";
export {
  type Commit,
  commitLinks,
  isSubmoduleMode,
  isTreeMode,
  messageStart,
  parseCommit,
  parseTag,
  type TreeEntry,
  treeEntries,
} from "./objects.ts";
export { type StagedBlob, stagedBlobs } from "./staged.ts";
export { type Submodule, submodules } from "./submodules.ts";
export { attribute, type Attribution, type AttributionOptions, type Place } from "./attribution.ts";
export {
  type CommitRange,
  incomingPlaces,
  type RangeBlob,
  type RangeOptions,
  reachableBlobs,
  reachableObjects,
  resolveRange,
} from "./range.ts";
