// The bundle's second file: every command. The first, main.ts, loads it for all that is not hot.
export { main } from "./program.ts";
