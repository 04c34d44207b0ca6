export { readCsvReport } from "./csv.ts";
export { readEmailReport } from "./email.ts";
export { type GithubPublicKey, type SignedMessage, readGithubPartnerMessage } from "./github-partner.ts";
export { type ExternalReport, type ReportOutcome, type ReportedSecret, recordReport } from "./record.ts";
