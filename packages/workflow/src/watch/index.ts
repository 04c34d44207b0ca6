export { HOOK_KINDS, type HookKind, type Received, judge } from "./signature.ts";
export {
  type DueScan,
  type HookOutcome,
  NewWatchedSource,
  SourceState,
  type Watched,
  WatchedSource,
  changeSource,
  dueScans,
  forgetHookDeliveries,
  listSources,
  strandedScans,
  takeHook,
  unwatchSource,
  watchSource,
} from "./sources.ts";
