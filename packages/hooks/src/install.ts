export * from "./block.ts";
export * from "./hook-type.ts";
export * from "./plan.ts";
export * from "./scripts.ts";
