export * from "./database/index.ts";
export * from "./audit/index.ts";
