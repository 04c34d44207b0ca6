export * from "./baseline/index.ts";
export * from "./collect.ts";
export * from "./config/index.ts";
export * from "./globs.ts";
export type { HistoryOptions } from "./history.ts";
export * from "./ignores/index.ts";
export type { IncomingOptions } from "./incoming.ts";
export * from "./nearest-name.ts";
export * from "./scan.ts";
