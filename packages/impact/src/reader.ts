import type { Sink } from "./sink.ts";
import type { Tree } from "./tree.ts";
import type { SourceFile } from "./types.ts";

/** A file as readers get it: what more than one needs is made once. */
export interface ReadFile extends SourceFile {
  /** Lower case, without folders. */
  readonly base: string;
  /** Folder, "" for the repository's root. */
  readonly folder: string;
  readonly extension: string;
  /** YAML or JSON documents, parsed at the first call. Throws Unreadable, which ends the reading of this file and is reported. */
  readonly trees: () => readonly Tree[];
}

/** One format. It looks at one file at a time; what needs another file is put off with `to.later`. */
export interface Reader {
  readonly id: string;
  /** What it understands, for the docs: one line. */
  readonly title: string;
  /** By name, and by a cheap look at the text. */
  wants(file: ReadFile): boolean;
  read(file: ReadFile, to: Sink): void;
}

/** A log that says who read a value. `read` gets one line and its number; false: not a line of this log. */
export interface LogReader {
  readonly id: string;
  readonly title: string;
  wants(firstLine: string): boolean;
  reads(line: string): Iterable<ObservedRead>;
}

export interface ObservedRead {
  /** Names of the store's value, as `names.ts` makes them. */
  readonly name: string;
  readonly who: string;
  readonly from?: string;
  readonly agent?: string;
  /** ISO 8601. */
  readonly at: string;
}
