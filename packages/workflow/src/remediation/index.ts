export { RotationPlanInput, planOf } from "./plan-schema.ts";
export type { Bound, RemediationPorts, Shown, StorePort, Timing } from "./ports.ts";
export {
  REMEDIATION_JOB,
  type RemediationJobOptions,
  Remediations,
  type SayInput,
  type StartInput,
  remediationJob,
} from "./remediations.ts";
export { type EvidenceReport, type StepSummary, reportHtml, reportMarkdown, reportOf } from "./report.ts";
export { type Searched, searchDatabase } from "./search.ts";
export { warningsOf } from "./steps/contain.ts";
export * from "./types.ts";
