export { breakCommands } from "./break-commands.ts";
export { detectSystem, systemById } from "./detect.ts";
export * from "./system.ts";
export { systems } from "./systems/index.gen.ts";
export { commit, said } from "./told.ts";
