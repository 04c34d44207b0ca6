export * from "./compile.ts";
export * from "./entropy.ts";
export * from "./placeholder.ts";
export * from "./rule-match.ts";
export * from "./slow.ts";
