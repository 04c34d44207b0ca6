export * from "./object-store.ts";
export { type ObjectType, Pack, type PackEntry } from "./pack.ts";
export * from "./pack-index.ts";
export * from "./repository.ts";
