import { Collector, type Place } from "../collect.ts";
import type { LocatedMatch } from "../locate.ts";
import type { Counts, Coverage, ScanContext } from "../scan.ts";
import type { Gained } from "./state.ts";

/** As many as a report keeps. */
const MOST_OF_ONE = 1000;

/** Hands matches on, and remembers them for the state file. */
class Recorder extends Collector {
  readonly hits: (readonly [Place, LocatedMatch])[] = [];
  readonly #to: Collector;
  readonly #prefix: string;
  readonly #counts = new Map<string, number>();

  constructor(to: Collector, prefix: string) {
    super([]);
    this.#to = to;
    this.#prefix = prefix;
  }

  override add(match: LocatedMatch, place: Place): void {
    const named = this.#prefix === "" ? place : { ...place, path: `${this.#prefix}/${place.path}` };
    this.#to.add(match, named);
    const key = `${match.detector} ${match.secret}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= MOST_OF_ONE) this.hits.push([named, match]);
  }
}

/**
 * Does a piece of work that nothing else goes on beside, and gives what came of it. `prefix` goes before the paths of what is
 * found. Resolves with undefined when the scan was interrupted: what threads had begun is not all there then.
 */
export async function recorded(
  context: ScanContext,
  unit: string,
  prefix: string,
  work: (context: ScanContext) => Promise<Gained["repository"]>,
): Promise<Gained | undefined> {
  const { coverage, options } = context;
  const recorder = new Recorder(context.collector, prefix);
  const before = countsOf(coverage);
  const skippedBefore = new Map(
    [...coverage.skipped].map(([reason, { count, examples }]) => [reason, { count, examples: new Set(examples) }]),
  );
  const repository = await work({ ...context, collector: recorder });
  await context.pool.drain();
  if (options.signal?.aborted === true) return undefined;
  const after = countsOf(coverage);
  const skips = [...coverage.skipped].flatMap(([reason, { count, examples }]) => {
    const known = skippedBefore.get(reason);
    const more = count - (known?.count ?? 0);
    const fresh = examples.filter((example) => known?.examples.has(example) !== true).slice(0, more);
    // Each example counts once; the first one for those that are no longer named, too.
    return more <= 0
      ? []
      : fresh.length === 0
        ? [[reason, examples[0] ?? "", more] as const]
        : fresh.map((where, at) => [reason, where, at === 0 ? more - fresh.length + 1 : 1] as const);
  });
  return {
    unit,
    hits: recorder.hits,
    skips,
    read: {
      files: after.files - before.files,
      blobs: after.blobs - before.blobs,
      bytes: after.bytes - before.bytes,
      commits: after.commits - before.commits,
      refs: after.refs - before.refs,
      duplicates: after.duplicates - before.duplicates,
    },
    ...(repository === undefined ? {} : { repository }),
  };
}

function countsOf({ files, blobs, bytes, commits, refs, duplicates }: Coverage): Counts {
  return { files, blobs, bytes, commits, refs, duplicates };
}

/** Tells again what an interrupted run had found. */
export function replay({ collector, coverage }: ScanContext, { hits, skips, read }: Gained): void {
  for (const [place, match] of hits) collector.add(match, place);
  for (const [reason, where, count] of skips) coverage.skip(reason, where, count);
  for (const name of ["files", "blobs", "bytes", "commits", "refs", "duplicates"] as const) coverage[name] += read[name];
}
