export * from "./containers/index.ts";
export * from "./fs.ts";
export * from "./git/index.ts";
