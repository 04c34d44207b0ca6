export { providers } from "./index.gen.ts";
export { overrideName } from "./http/base-url.ts";
export { type VerifyOptions, type VerifyRequest, verifyAll } from "./verify.ts";
