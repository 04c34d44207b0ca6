import { AppError, type SkipReason } from "@stanch/model";
import { BrokenStream, LimitMet } from "@stanch/sources";
import {
  ByteStream,
  type Bytes,
  LayerPaths,
  Measure,
  type TarEntry,
  TarStream,
  packingOf,
  plainPath,
  unpacked,
} from "@stanch/sources/images";
import type { ScanContext } from "../scan.ts";
import { Feed, SMALL_BYTES, type FeedShared, type FoundInEntry } from "./feed.ts";

/** One blob of an image, read to its end: what it was, what it holds. */
export interface BlobScan {
  /** Of the bytes as they are stored, and of what they unpack to where that was asked for. */
  readonly digest: string;
  readonly unpackedDigest?: string;
  readonly sizeBytes: number;
  readonly kind: "layer" | "document" | "other";
  readonly found: readonly FoundInEntry[];
  readonly paths: LayerPaths;
  /** A document's own bytes: JSON of a few megabytes at most. */
  readonly document?: Buffer;
  /** What ended it before its end: what was read of it counts. */
  readonly failure?: AppError;
}

export interface BlobOptions {
  /** How a receipt names it. */
  readonly where: string;
  readonly algorithm?: string;
  /** Hash what it unpacks to, too. */
  readonly wantsUnpacked?: boolean;
}

/** Manifests, indexes and configs; what is larger and JSON all the same is scanned and not understood. */
const MOST_DOCUMENT = 8_388_608;
const SNIFF_BYTES = 512;

/**
 * Reads a blob that comes piece by piece and has its files scanned: a layer's, or the blob itself. What is broken is told as a
 * skip, after what stood before it; an interrupt ends it, with what was found; what `from` rejects with is the scan's failure. The matches are whole when the pool has drained.
 */
export async function scanBlobStream(context: ScanContext, shared: FeedShared, from: Bytes, options: BlobOptions): Promise<BlobScan> {
  const { where } = options;
  const stored = new Measure(options.algorithm);
  const stream = new ByteStream(stored.through(from));
  const feed = new Feed(context, shared, where);
  const paths = new LayerPaths();
  const measured = (): Pick<BlobScan, "digest" | "sizeBytes" | "found" | "paths"> => ({
    digest: stored.digest,
    sizeBytes: stored.sizeBytes,
    found: feed.found,
    paths,
  });
  let head: Buffer;
  try {
    head = await stream.peek(SNIFF_BYTES);
    if (isJson(head)) {
      const document = await stream.take(MOST_DOCUMENT + 1);
      if (document.length <= MOST_DOCUMENT) return { ...measured(), kind: "document", document };
      stream.unread(document);
    }
  } catch (error) {
    if (context.options.signal?.aborted === true) return { ...measured(), kind: "other" };
    if (!(error instanceof AppError)) throw error;
    return { ...measured(), kind: "other", failure: error };
  }
  const skip = (reason: SkipReason, name: string, why: string): void => {
    context.coverage.skip(reason, `${where}${name === "" ? "" : `:${name}`} (${why})`);
  };
  const packing = packingOf(head);
  const inner = new Measure();
  const unpackedBytes = packing === "none" ? stream.rest() : unpacked(stream, packing);
  const content = new ByteStream(options.wantsUnpacked === true && packing !== "none" ? inner.through(unpackedBytes) : unpackedBytes);
  let kind: BlobScan["kind"] = "other";
  let failure: AppError | undefined;
  let isStopped = false;
  try {
    if (await isTar(content)) {
      kind = "layer";
      await scanLayer(context, content, { feed, paths, skip });
    } else await scanWhole(context, content, feed, "");
  } catch (error) {
    if (context.options.signal?.aborted === true) isStopped = true;
    else if (error instanceof AppError) failure = error;
    else if (error instanceof BrokenStream || error instanceof LimitMet)
      skip(error instanceof LimitMet ? "archive-limit" : "archive-broken", "", error.message);
    else throw error;
  } finally {
    await feed.flush();
  }
  if (isStopped) {
    await content.close();
    await stream.close();
  } else if (failure === undefined) {
    // What stands behind a break belongs to the digest.
    for await (const piece of stream.rest()) void piece;
  }
  return {
    ...measured(),
    kind,
    ...(failure === undefined ? {} : { failure }),
    ...(options.wantsUnpacked === true ? { unpackedDigest: packing === "none" ? stored.digest : inner.digest } : {}),
  };
}

const isJson = (head: Uint8Array): boolean => /^\uFEFF?\s*[{[]/.test(Buffer.from(head).toString("utf8"));

/** By the first header's sum: an old tar has no mark. An empty layer is two blocks of zeros. */
async function isTar(content: ByteStream): Promise<boolean> {
  const head = await content.peek(SNIFF_BYTES);
  return head.length === SNIFF_BYTES && (head.every((byte) => byte === 0) || TarStream.isHeader(head));
}

interface LayerParts {
  readonly feed: Feed;
  readonly paths: LayerPaths;
  readonly skip: (reason: SkipReason, name: string, why: string) => void;
}

async function scanLayer(context: ScanContext, content: ByteStream, { feed, paths, skip }: LayerParts): Promise<void> {
  const tar = new TarStream(content);
  try {
    for (let entry = await tar.next(); entry !== undefined; entry = await tar.next()) {
      context.options.signal?.throwIfAborted();
      paths.add(entry.name, entry.type === "5");
      if (entry.isSparse) skip("archive-unread", entry.name, "a sparse file: read as it is stored, without its holes");
      if (entry.sizeBytes > 0) await scanEntry(context, tar, entry, feed);
    }
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    skip("archive-broken", "", error.message);
    // No header, but bytes all the same.
    await scanWhole(context, content, feed, "(behind the break)");
  }
}

async function scanEntry(context: ScanContext, tar: TarStream, entry: TarEntry, feed: Feed): Promise<void> {
  const path = plainPath(entry.name);
  const wanted = context.options.wants(path, false);
  if (wanted !== "yes") return context.coverage.skip(wanted, path);
  const sink = await feed.open(entry.name, entry.sizeBytes);
  try {
    for (let piece = tar.pieceNow() ?? (await tar.piece()); piece !== undefined; piece = tar.pieceNow() ?? (await tar.piece())) {
      context.options.signal?.throwIfAborted();
      const waiting = sink.write(piece);
      if (waiting !== undefined) await waiting;
    }
  } finally {
    await sink.end();
  }
}

/** All that is left of a stream as one file, of whatever size. */
async function scanWhole(context: ScanContext, content: ByteStream, feed: Feed, name: string): Promise<void> {
  const head = await content.take(SMALL_BYTES);
  if (head.length === 0) return;
  const sink = await feed.open(name, head.length < SMALL_BYTES ? head.length : Infinity);
  try {
    for (let piece: Uint8Array | undefined = head; piece !== undefined; piece = await content.piece(Infinity)) {
      context.options.signal?.throwIfAborted();
      await sink.write(piece);
    }
  } finally {
    await sink.end();
  }
}
