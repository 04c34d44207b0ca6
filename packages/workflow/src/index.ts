export * from "./database/index.ts";
export * from "./audit/index.ts";
export * from "./sealing/index.ts";
export * from "./incidents/index.ts";
export * from "./durable/index.ts";
export * from "./remediation/index.ts";
export * from "./scans/index.ts";
export * from "./notify/index.ts";
