import { jsonText } from "./json-text.ts";
import type { Report } from "./report.ts";

/** One finding a line; nothing at all for a clean scan. Each line is a `Finding` (`stanch schema finding`). */
export function* writeJsonl(report: Report): Iterable<string> {
  for (const finding of report.findings) yield `${jsonText(finding)}\n`;
}
