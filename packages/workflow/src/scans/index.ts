export { SCAN_JOB, scanInput, type ScanJobOptions, type ScanOutcome, scanJob } from "./scan-job.ts";
export { Scan, getScan, listScans, queueScan } from "./scans.ts";
export { Assessment, keepAssessment, latestAssessment } from "./assessments.ts";
