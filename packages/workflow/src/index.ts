export * from "./database/index.ts";
export * from "./audit/index.ts";
export * from "./sealing/index.ts";
