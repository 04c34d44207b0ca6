// The zod schemas apart from the rest: loading zod costs a cold start more than the whole of the other types.
export { Finding, Occurrence } from "./finding.ts";
export { Receipt } from "./receipt.ts";
