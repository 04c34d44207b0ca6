import { MARGIN, type Scanner } from "@stanch/engine";
import { scanBlob, skipsOf } from "../blob-scan.ts";
import type { FileOptions } from "../file-job.ts";
import type { BlobHit, Duplicate, EntriesJob, JobResult, Skip } from "../jobs.ts";
import type { SeenContents } from "../seen.ts";

/** Scans files of a layer. A content that any thread has seen, in whatever layer, is not scanned again. */
export function runEntriesJob(scanner: Scanner, job: EntriesJob, options: FileOptions, seen: SeenContents): JobResult {
  const { kernel } = scanner;
  const hits: (BlobHit & { hash: string })[] = [];
  const duplicates: Duplicate[] = [];
  const skips: Skip[] = [];
  const at = kernel.freeAt;
  let bytes = 0;
  let copies = 0;
  for (const [key, { name, from, length }] of job.entries.entries()) {
    options.onWindow?.();
    bytes += length;
    if (length < 8) continue;
    kernel.reserve(at + length);
    kernel.bytes.set(new Uint8Array(job.bytes, from, length), at);
    kernel.bytes.fill(0, at + length, at + length + MARGIN);
    const place = seen.add(kernel, at, length);
    if (place.isDuplicate && (place.isEmpty || job.isAgain !== true)) {
      copies++;
      if (!place.isEmpty) duplicates.push({ key, hash: seen.hashText() });
      continue;
    }
    const hash = seen.hashText();
    const result = scanBlob(scanner, at, length, options);
    if (result.matches.length === 0) seen.markEmpty();
    else hits.push({ key, matches: result.matches, hash });
    skips.push(...skipsOf(result, `${job.where}:${name}`));
  }
  return { hits, duplicates, copies, skips, blobs: job.entries.length, bytes };
}
