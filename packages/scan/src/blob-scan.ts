import { MARGIN, type Scanner } from "@stanch/engine";
import { containerKind, sourceOf } from "@stanch/sources";
import { scanContainer } from "./container-scan.ts";
import type { Skip } from "./jobs.ts";
import { type BlobOptions, type BlobResult, isWide, scanPlain } from "./plain-scan.ts";

/** What was left out of a blob that is called `where`, as a receipt says it: `a.zip!b.txt (it is encrypted)`. */
export function skipsOf(result: BlobResult, where: string): Skip[] {
  const inner = (result.skips ?? []).map((skip) => ({
    reason: skip.reason,
    where: `${where}${skip.where === "" ? "" : `!${skip.where}`}${skip.why === undefined ? "" : ` (${skip.why})`}`,
  }));
  return result.skipped === undefined ? inner : [{ reason: result.skipped, where }, ...inner];
}

/** Whether a change of a blob's bytes says nothing by itself: it is scanned whole in every version. */
export function isTransformed(scanner: Scanner, ptr: number, length: number): boolean {
  return containerKind(scanner.kernel.bytes, ptr, length) !== undefined || isWide(scanner, ptr, length);
}

/** Scans one blob that lies at [ptr, ptr + length) of the scanner's kernel, followed by MARGIN accessible bytes. */
export function scanBlob(scanner: Scanner, ptr: number, length: number, options: BlobOptions): BlobResult {
  const { kernel } = scanner;
  const { budget } = options;
  const kind = budget === undefined ? undefined : containerKind(kernel.bytes, ptr, length);
  if (kind === undefined || budget === undefined) return scanPlain(scanner, ptr, length, options);
  // A copy: the kernel's memory may grow, and what lies behind the blob is where its entries are scanned.
  const source = sourceOf(kernel.bytes.slice(ptr, ptr + length));
  return scanContainer(scanner, (ptr + length + MARGIN + 15) & ~15, source, kind, { ...options, budget });
}
