import type { UseRecord } from "@stanch/model";
import { Builder, type FoundSecret } from "./builder.ts";
import { type ClusterClient, readCluster } from "./cluster.ts";
import { type Graph, graphOf } from "./graph.ts";
import { logReaders } from "./logs/index.gen.ts";
import { enterReads, enterRecords } from "./observed.ts";
import type { LogReader, ReadFile } from "./reader.ts";
import { readers } from "./readers/index.gen.ts";
import { Sink } from "./sink.ts";
import { type Tree, Unreadable, parseTrees } from "./tree.ts";
import type { SourceFile, Unread } from "./types.ts";

/** Everything a graph can be made of; all but the files may be missing. */
export interface Sources {
  /** Files of one or more trees, whose names are their `repository`. */
  readonly files: Iterable<SourceFile> | AsyncIterable<SourceFile>;
  /** A live cluster: what it answers is read, nothing is changed. */
  readonly cluster?: ClusterClient;
  /** Audit logs of stores, line by line. */
  readonly logs?: Iterable<{ readonly name: string; readonly lines: Iterable<string> | AsyncIterable<string> }>;
  /** Uses of one secret, as the issuer or an access log tells them; `about` is a name or a fingerprint. */
  readonly records?: Iterable<{
    readonly about: string;
    readonly name: string;
    readonly records: Iterable<UseRecord> | AsyncIterable<UseRecord>;
  }>;
  /** Findings of a scan of the same trees. */
  readonly findings?: readonly FoundSecret[];
  /** Keyed hash of a value, the one that findings were made with: equal values meet. Without it only findings join values. */
  readonly fingerprint?: (value: string) => string;
  /** What whoever gives the files left out already. May grow while they are given. */
  readonly unread?: readonly Unread[];
  /** Told now and then, for a progress line. */
  readonly progress?: (text: string) => void;
}

/** Characters of one file: YAML costs a hundred times its size, a state file is one JSON. */
const MOST_TEXT = 2 * 1024 * 1024;
const MOST_STATE = 32 * 1024 * 1024;

/** Reads all sources and joins them. Never runs anything of theirs; what it cannot read is in the graph's list of that. */
export async function buildGraph(sources: Sources): Promise<Graph> {
  const builder = new Builder(sources.fingerprint);
  const counts = new Map<string, number>();
  const repositories = new Set<string>();
  let files = 0;
  for await (const file of sources.files) {
    files++;
    repositories.add(file.repository);
    if (files % 200 === 0) sources.progress?.(`${files} files, ${file.repository}/${file.path}`);
    for (const reader of readFile(file, builder)) counts.set(reader, (counts.get(reader) ?? 0) + 1);
  }
  if (sources.cluster !== undefined) await readCluster(sources.cluster, builder);
  const logs: string[] = [];
  for (const { name, lines } of sources.logs ?? []) {
    logs.push(name);
    await readLog(name, lines, builder);
  }
  builder.join();
  for (const finding of sources.findings ?? []) builder.found(finding);
  for (const { about, name, records } of sources.records ?? []) await enterRecords(about, name, records, builder);
  builder.finish();
  const facts = {
    repositories: repositories.size,
    files,
    read: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    logs,
    cluster: sources.cluster !== undefined,
    builtAt: new Date().toISOString(),
  };
  return graphOf({
    nodes: builder.nodes.values(),
    edges: builder.edges,
    blinds: builder.blinds,
    uses: builder.uses,
    unread: [...builder.unread, ...(sources.unread ?? [])],
    facts,
  });
}

/** Ids of the readers that read it. */
function readFile(source: SourceFile, builder: Builder): readonly string[] {
  const file = fileOf(source);
  const isManifest = builder.seesFile(file);
  const wanting = readers.filter((reader) => reader.wants(file));
  const left = (reason: string): readonly string[] => {
    builder.unread.push({ repository: file.repository, path: file.path, reason });
    return [];
  };
  if (wanting.length === 0) return isManifest ? ["manifest"] : left("no-reader");
  const done: string[] = [];
  for (const reader of wanting) {
    if (file.text.length > (reader.id === "terraform-state" ? MOST_STATE : MOST_TEXT)) {
      left("too-large");
      continue;
    }
    try {
      reader.read(file, new Sink(builder, file));
      done.push(reader.id);
    } catch (error) {
      if (error instanceof Unreadable) left(error.reason);
      else if (error instanceof RangeError) left("too-deep");
      else throw error;
    }
  }
  return done;
}

export function fileOf(source: SourceFile): ReadFile {
  const cut = source.path.lastIndexOf("/");
  const base = source.path.slice(cut + 1).toLowerCase();
  const dot = base.lastIndexOf(".");
  let trees: readonly Tree[] | undefined;
  return {
    ...source,
    base,
    folder: cut < 0 ? "" : source.path.slice(0, cut),
    extension: dot < 0 ? "" : base.slice(dot + 1),
    trees: () => (trees ??= parseTrees(source.text)),
  };
}

async function readLog(name: string, lines: Iterable<string> | AsyncIterable<string>, builder: Builder): Promise<void> {
  let reader: LogReader | undefined;
  let number = 0;
  let unknown = 0;
  const reads = enterReads(name, builder);
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    reader ??= logReaders.find((one) => one.wants(line));
    if (reader === undefined) {
      unknown++;
      continue;
    }
    for (const read of reader.reads(line)) reads.add(read, number);
  }
  reads.done();
  if (reader === undefined || unknown > 0)
    builder.unread.push({
      repository: "",
      path: `${name}: ${unknown} lines`,
      reason: reader === undefined ? "log-unknown" : "log-lines-unknown",
    });
}
