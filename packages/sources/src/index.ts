export * from "./fs.ts";
export * from "./git/index.ts";
