import type { KernelTables } from "@stanch/engine";
import type { PackPlan } from "@stanch/sources";
import type { LocatedMatch } from "./locate.ts";

/** What a worker thread is started with. */
export interface WorkerSetup {
  readonly skipBinary: boolean;
  /** Scans every version of a file whole: the slow twin of looking at what changed. */
  readonly wholeVersions?: boolean;
  readonly kernel: object; // WebAssembly.Module
  readonly tables?: KernelTables;
  /** Ids of built-in detectors to run, in the order of their index in matches. */
  readonly detectorIds: readonly string[];
  /** Detectors of the configuration: plain data (no functions), appended after the built-in ones. */
  readonly customDetectors: readonly unknown[];
  readonly maxFileBytes: number;
  /** Content hashes seen by any thread: open addressing, pairs of 64-bit halves; 0 is a free place. */
  readonly seen: SharedArrayBuffer;
  /** What all threads have spent on containers; without it each counts for itself. */
  readonly spent?: SharedArrayBuffer;
}

/** Tells a worker thread of ours from others. */
export const WORKER_MARK = "stanch-scan-worker";
/** What a thread says while a long job goes on. */
export const ALIVE = "alive";

/** A path is a string, or its bytes where they are no UTF-8. */
export type Path = string | Uint8Array;

export interface FilesJob {
  readonly kind: "files";
  readonly root: string;
  /** Folders relative to the root, "" for itself, and names in them. A file's key counts through all of them. */
  readonly folders: readonly { readonly folder: Path; readonly names: readonly Path[] }[];
  /** The user named the file itself: a link is followed. */
  readonly isNamed?: boolean;
  /** A part of a job that did not end: its contents are known as seen, but what they held was lost. */
  readonly isAgain?: boolean;
}

export interface PackJob {
  readonly kind: "pack";
  readonly path: string;
  readonly plan: PackPlan;
  /** Range of positions whose roots are to be scanned with all that hangs on them: blobs, and messages of commits and tags. */
  readonly from: number;
  readonly to: number;
}

/** Reads what the commits and trees of a range name: see LINK_COMMIT and its like. */
export interface LinksJob {
  readonly kind: "links";
  readonly path: string;
  readonly plan: PackPlan;
  readonly from: number;
  readonly to: number;
  readonly oidLength: number;
  readonly hints: Uint8Array;
}

export interface LooseJob {
  readonly kind: "loose";
  readonly objects: readonly { readonly oid: string; readonly path: string }[];
}

export interface BytesJob {
  readonly kind: "bytes";
  readonly name: string;
  readonly bytes: Uint8Array;
  /** A message of git: text, whatever a NUL in it says. */
  readonly isMessage?: boolean;
}

/** What is read from outside, piece by piece: in this thread only. */
export interface StreamJob {
  readonly kind: "stream";
  readonly name: string;
  /** Fills a part of `into` and gives the number of bytes, 0 at the end. */
  readonly read: (into: Uint8Array) => number;
}

/** Files of an image's layer, one behind the other in shared memory. A file's key is its place in `entries`. */
export interface EntriesJob {
  readonly kind: "entries";
  readonly where: string;
  readonly bytes: SharedArrayBuffer;
  readonly entries: readonly { readonly name: string; readonly from: number; readonly length: number }[];
  readonly isAgain?: boolean;
}

/** What another thread writes while this one reads: see image/pipe.ts. */
export interface PipeJob {
  readonly kind: "pipe";
  readonly name: string;
  readonly pipe: SharedArrayBuffer;
}

export type Job = FilesJob | PackJob | LinksJob | LooseJob | BytesJob | StreamJob | EntriesJob | PipeJob;

export interface Skip {
  readonly reason: string;
  readonly where: string;
  /** What is not in the reason, in a few words. */
  readonly why?: string;
}

/** A blob that holds matches. `name`: index into the job's names, position in the pack's index, or object id. */
export interface BlobHit {
  readonly key: number | string;
  readonly matches: readonly LocatedMatch[];
}

/** A file whose content another path had already, and which may hold matches. */
export interface Duplicate {
  readonly key: number;
  readonly hash: string;
}

export interface JobResult {
  readonly hits: readonly (BlobHit & { readonly hash?: string })[];
  readonly duplicates: readonly Duplicate[];
  /** Files whose content was known, with or without matches. */
  readonly copies: number;
  readonly skips: readonly Skip[];
  readonly blobs: number;
  readonly bytes: number;
  readonly links?: Uint8Array<ArrayBuffer>;
}
