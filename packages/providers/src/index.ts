export { providers } from "./index.gen.ts";
export { overrideName } from "./http/base-url.ts";
export { connect } from "./http/connect.ts";
export { proxyFor } from "./http/proxy.ts";
export { type ListedCheck, controlAll, listChecks } from "./survey.ts";
export { type Control, type VerifyOptions, type VerifyRequest, verifyAll } from "./verify.ts";
