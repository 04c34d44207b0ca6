export * from "./pack-index.ts";
