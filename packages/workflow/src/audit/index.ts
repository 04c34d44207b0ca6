export { type AuditNote, AuditLine, SERVER_CHAIN } from "./entry.ts";
export { type AuditFilter, auditHead, exportAudit, listAudit } from "./read.ts";
export { type ChainVerdict, verifyChain } from "./verify.ts";
