export { providers } from "./index.gen.ts";
