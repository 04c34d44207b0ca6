import type { SkipReason } from "@stanch/model";
import { BrokenStream, LimitMet } from "@stanch/sources";
import { ByteStream, type Bytes, LayerPaths, Measure, type TarEntry, TarStream, packingOf, unpacked } from "@stanch/sources/images";
import type { ScanContext } from "../scan.ts";
import { Feed, type FeedShared, type FoundInEntry } from "./feed.ts";

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
 * skip, after what stood before it. Rejects with what `from` rejects with. The matches are whole when the pool has drained.
 */
export async function scanBlobStream(context: ScanContext, shared: FeedShared, from: Bytes, options: BlobOptions): Promise<BlobScan> {
  const { where } = options;
  const stored = new Measure(options.algorithm);
  const stream = new ByteStream(stored.through(from));
  const head = await stream.peek(SNIFF_BYTES);
  const feed = new Feed(context, shared, where);
  const paths = new LayerPaths();
  if (isJson(head)) {
    const document = await stream.take(MOST_DOCUMENT + 1);
    if (document.length <= MOST_DOCUMENT)
      return { digest: stored.digest, sizeBytes: stored.sizeBytes, kind: "document", found: feed.found, paths, document };
    stream.unread(document);
  }
  const skip = (reason: SkipReason, name: string, why: string): void => {
    context.coverage.skip(reason, `${where}${name === "" ? "" : `:${name}`} (${why})`);
  };
  const packing = packingOf(head);
  const inner = new Measure();
  const unpackedBytes = packing === "none" ? stream.rest() : unpacked(stream, packing);
  const content = new ByteStream(options.wantsUnpacked === true && packing !== "none" ? inner.through(unpackedBytes) : unpackedBytes);
  let kind: BlobScan["kind"] = "other";
  try {
    if (await isTar(content)) {
      kind = "layer";
      await scanLayer(context, content, { feed, paths, skip });
    } else await scanWhole(content, feed, "");
  } catch (error) {
    if (!(error instanceof BrokenStream) && !(error instanceof LimitMet)) throw error;
    skip(error instanceof LimitMet ? "archive-limit" : "archive-broken", "", error.message);
  } finally {
    await feed.flush();
  }
  // What stands behind a break belongs to the digest.
  for await (const piece of stream.rest()) void piece;
  return {
    digest: stored.digest,
    sizeBytes: stored.sizeBytes,
    kind,
    found: feed.found,
    paths,
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
    await scanWhole(content, feed, "(behind the break)");
  }
}

async function scanEntry(context: ScanContext, tar: TarStream, entry: TarEntry, feed: Feed): Promise<void> {
  const wanted = context.options.wants(entry.name, false);
  if (wanted !== "yes") return context.coverage.skip(wanted, entry.name);
  const sink = await feed.open(entry.name, entry.sizeBytes);
  try {
    for (let piece = tar.pieceNow() ?? (await tar.piece()); piece !== undefined; piece = tar.pieceNow() ?? (await tar.piece())) {
      const waiting = sink.write(piece);
      if (waiting !== undefined) await waiting;
    }
  } finally {
    await sink.end();
  }
}

/** All that is left of a stream as one file, of whatever size. */
async function scanWhole(content: ByteStream, feed: Feed, name: string): Promise<void> {
  const first = await content.piece(Infinity);
  if (first === undefined) return;
  const sink = await feed.open(name, Infinity);
  try {
    for (let piece: Uint8Array | undefined = first; piece !== undefined; piece = await content.piece(Infinity)) await sink.write(piece);
  } finally {
    await sink.end();
  }
}
