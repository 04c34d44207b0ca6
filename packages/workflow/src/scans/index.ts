export { SCAN_JOB, scanInput, type ScanJobOptions, type ScanOutcome, scanJob } from "./scan-job.ts";
export type { ScanProgress } from "../database/tables/scans.ts";
export { Scan, getScan, listScans, queueScan, scansById, scansUnderWay } from "./scans.ts";
export { Assessment, keepAssessment, latestAssessment } from "./assessments.ts";
