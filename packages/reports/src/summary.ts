import type { Receipt } from "@stanch/model";
import { bytes, count, duration } from "./counts.ts";

/** Words for the reasons of `SkipReason`; one that is not here yet is shown by its own name. */
const REASONS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map(
  Object.entries({
    "dependency-folder": ["dependency folder", "dependency folders"],
    excluded: ["file excluded by you", "files excluded by you"],
    "not-included": ["file not included", "files not included"],
    "permission-denied": ["file without permission to read", "files without permission to read"],
    vanished: ["file that vanished while reading", "files that vanished while reading"],
    unreadable: ["unreadable file", "unreadable files"],
    "special-file": ["device, socket or pipe", "devices, sockets or pipes"],
    "symlink-outside": ["link that leads out of the folder", "links that lead out of the folder"],
    symlink: ["link (its target is read by its own name)", "links (their targets are read by their own names)"],
    binary: ["binary file", "binary files"],
    "too-deep": ["folder nested too deep", "folders nested too deep"],
    "broken-object": ["broken git object", "broken git objects"],
    "missing-object": ["missing git object", "missing git objects"],
    "image-part-missing": ["part of an image that is not there", "parts of images that are not there"],
    "lfs-pointer": ["file kept in Git LFS", "files kept in Git LFS"],
    "submodule-absent": ["submodule that is not checked out", "submodules that are not checked out"],
    "time-out": ["blob that took too long", "blobs that took too long"],
    "too-large": ["object too large to hold", "objects too large to hold"],
    unreachable: ["unreachable git object", "unreachable git objects"],
    "git-ignored": ["file ignored by git", "files ignored by git"],
    "too-many-matches": ["blob with more matches than are listed", "blobs with more matches than are listed"],
    "decoder-limit": ["blob encoded too often to decode whole", "blobs encoded too often to decode whole"],
    "archive-limit": ["archive not read whole for its size", "archives not read whole for their size"],
    "archive-encrypted": ["encrypted file in an archive", "encrypted files in archives"],
    "archive-broken": ["broken archive, or file in one", "broken archives, or files in them"],
    "archive-unread": ["archive of a kind that is not read", "archives of a kind that is not read"],
    unchanged: ["place that is as an earlier run read it", "places that are as an earlier run read them"],
    interrupted: ["blob not reached before the interruption", "blobs not reached before the interruption"],
  } as const),
);

/** What was left out, the most frequent reason first. Examples come as the receipt has them: hostile text. */
export function leftOut(
  receipt: Receipt,
): readonly { readonly reason: string; readonly amount: number; readonly told: string; readonly examples: readonly string[] }[] {
  return Object.entries(receipt.skipped)
    .filter(([, skipped]) => skipped.count > 0)
    .toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([reason, skipped]) => {
      const words = REASONS.get(reason) ?? [reason.replaceAll("-", " "), reason.replaceAll("-", " ")];
      return { reason, amount: skipped.count, told: count(skipped.count, ...words), examples: skipped.examples };
    });
}

/** `Read 1,204 files and 8,331 blobs of 412 commits (84.2 MB) in 1.3 s.` */
export function readSentence(receipt: Receipt): string {
  return `Read ${readParts(receipt)} (${bytes(receipt.read.bytes)}) in ${duration(receipt.durationMs)}.`;
}

/** `No secrets found in 1,204 files and 8,331 blobs of 412 commits (84.2 MB, 1.3 s).` */
export function cleanSentence(receipt: Receipt): string {
  return `No secrets found in ${readParts(receipt)} (${bytes(receipt.read.bytes)}, ${duration(receipt.durationMs)}).`;
}

function readParts({ read }: Receipt): string {
  const parts: string[] = [];
  if (read.files > 0 || read.commits === 0) parts.push(count(read.files, "file", "files"));
  if (read.commits > 0) parts.push(`${count(read.blobs, "blob", "blobs")} of ${count(read.commits, "commit", "commits")}`);
  return parts.join(" and ");
}
