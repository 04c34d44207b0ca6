import { availableParallelism } from "node:os";
import type { AppError } from "@stanch/model";
import { type Bytes, plainPath } from "@stanch/sources/images";
import { Feed, FeedShared, SMALL_BYTES } from "../image/feed.ts";
import { type BlobScan, scanBlobStream } from "../image/layer-scan.ts";
import type { LocatedMatch } from "../locate.ts";
import type { Handler, ScanContext } from "../scan.ts";

/** Bytes that are scanned in this thread before others are started. */
const HERE_BYTES = 4_194_304;

const shares = new WeakMap<ScanContext, FeedShared>();

function sharedOf(context: ScanContext): FeedShared {
  const known = shares.get(context);
  if (known !== undefined) return known;
  const threads = Math.max(1, context.options.threads ?? availableParallelism());
  const shared = new FeedShared(threads, context.options.signal);
  shared.here = HERE_BYTES;
  shares.set(context, shared);
  return shared;
}

/** Where a match in a thing stands, as it is told. */
export type PlaceOf = (path: string, match: LocatedMatch) => { readonly path: string; readonly match: LocatedMatch };

export interface Gathered {
  /** How findings and the receipt name it. */
  readonly path: string;
  /** Undefined: not known before it is read. */
  readonly sizeBytes?: number;
  readonly bytes: Bytes;
  /** Hashes it on its way. */
  readonly algorithm?: string;
}

/**
 * Has things scanned that come from elsewhere, many small ones together, large ones as they come; archives and tars are looked into.
 * May be called again before an earlier call has ended. `end` tells what was found.
 */
export class Gatherer {
  readonly #context: ScanContext;
  readonly #shared: FeedShared;
  readonly #small: Feed;
  readonly #streams: { readonly path: string; readonly scan: Pick<BlobScan, "found" | "kind"> }[] = [];
  /** A feed takes one thing after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly #placeOf: PlaceOf;

  /** `where` is the place's name in a receipt, before a part of it; `placeOf` tells what a thing's path means. */
  constructor(context: ScanContext, where: string, placeOf: PlaceOf = (path, match) => ({ path, match })) {
    this.#context = context;
    this.#placeOf = placeOf;
    this.#shared = sharedOf(context);
    this.#small = new Feed(context, this.#shared, where);
  }

  /** Scans text, or other bytes, that are at hand. */
  async text(path: string, bytes: Uint8Array): Promise<void> {
    if (bytes.length > SMALL_BYTES) {
      await this.add({ path, bytes: once(bytes) });
      return;
    }
    const write = async (): Promise<void> => {
      const sink = await this.#small.open(path, bytes.length);
      await sink.write(bytes);
      await sink.end();
    };
    const own = this.#turn.then(write);
    this.#turn = own.catch(() => {});
    await own;
  }

  /** Scans what comes; what ends it before its end is given back. `digest` is of all that came. */
  async add({
    path,
    sizeBytes,
    bytes,
    algorithm,
  }: Gathered): Promise<{ readonly digest?: string; readonly failure?: AppError; readonly sizeBytes: number }> {
    if (sizeBytes !== undefined && sizeBytes <= SMALL_BYTES && algorithm === undefined) {
      const all = await whole(bytes, SMALL_BYTES);
      if (all.isWhole) {
        await this.text(path, all.bytes);
        return { sizeBytes: all.bytes.length };
      }
      return this.#stream(path, chained(all.bytes, all.rest), algorithm);
    }
    return this.#stream(path, bytes, algorithm);
  }

  async #stream(path: string, bytes: Bytes, algorithm: string | undefined): ReturnType<Gatherer["add"]> {
    const scan = await scanBlobStream(this.#context, this.#shared, bytes, {
      where: path,
      ...(algorithm === undefined ? {} : { algorithm }),
    });
    if (scan.document !== undefined) await this.#document(path, scan.document);
    else this.#streams.push({ path, scan: { found: scan.found, kind: scan.kind } });
    return { digest: scan.digest, sizeBytes: scan.sizeBytes, ...(scan.failure === undefined ? {} : { failure: scan.failure }) };
  }

  async #document(path: string, bytes: Uint8Array): Promise<void> {
    const { coverage } = this.#context;
    const handler: Handler = {
      job: { kind: "bytes", name: path, bytes: new Uint8Array(bytes) },
      onResult: (result) => {
        coverage.files++;
        coverage.bytes += result.bytes;
        for (const { matches } of result.hits) for (const match of matches) this.#tell(path, match);
      },
    };
    await this.#context.expect(handler);
  }

  /** Waits for the threads and tells what was found. Call it also when something failed: what was found stands. */
  async end(): Promise<void> {
    await this.#turn;
    await this.#small.flush();
    if (this.#context.options.signal?.aborted !== true) await this.#context.pool.drain();
    for (const { name, match } of this.#small.found.splice(0)) this.#tell(name, match);
    for (const { path, scan } of this.#streams.splice(0))
      for (const { name, match } of scan.found) this.#tell(path, match, scan.kind === "layer" ? `!${plainPath(name)}` : "");
  }

  #tell(name: string, found: LocatedMatch, inner = ""): void {
    const { path, match } = this.#placeOf(name, found);
    this.#context.collector.add(match, { path: `${path}${inner}` });
  }
}

async function* once(bytes: Uint8Array): Bytes {
  yield bytes;
}

async function* chained(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

interface Whole {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
  readonly rest: AsyncIterator<Uint8Array>;
}

/** All that comes, unless it is more than `most`: a size that was told need not be true. */
async function whole(bytes: Bytes, most: number): Promise<Whole> {
  const rest = bytes[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  let held = 0;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return { bytes: Buffer.concat(parts), isWhole: true, rest };
    parts.push(Buffer.from(next.value));
    held += next.value.length;
    if (held > most) return { bytes: Buffer.concat(parts), isWhole: false, rest };
  }
}
