export * from "./hook-type.ts";
export * from "./break-glass.ts";
export * from "./message.ts";
export * from "./refs.ts";
