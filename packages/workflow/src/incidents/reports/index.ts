export { readCsvReport } from "./csv.ts";
export { readEmailReport } from "./email.ts";
export { type GithubPublicKey, type SignedMessage, readGithubPartnerMessage } from "./github-partner.ts";
export { GithubKeys } from "./github-keys.ts";
export { type ExternalReport, type ReportOutcome, type ReportedSecret, knownOf, recordReport } from "./record.ts";
