import { jsonWithItems } from "./json-text.ts";
import type { Report } from "./report.ts";

/** `{ "receipt": …, "findings": […] }` in chunks of one finding. */
export function writeJson(report: Report): Iterable<string> {
  return jsonWithItems({ receipt: report.receipt, findings: [] }, "findings", report.findings);
}
