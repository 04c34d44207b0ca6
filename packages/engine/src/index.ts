export * from "./compile.ts";
export * from "./entropy.ts";
export * from "./hot/kernel.ts";
export * from "./least-run.ts";
export * from "./placeholder.ts";
export * from "./rule-match.ts";
export * from "./scanner.ts";
export * from "./slow.ts";
