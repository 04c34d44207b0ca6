import { createGunzip, constants, createZstdDecompress, zstdDecompressSync } from "node:zlib";
import type { Transform } from "node:stream";
import { LimitMet } from "../containers/budget.ts";
import { BrokenStream } from "../containers/pull.ts";
import { ByteStream, type Bytes } from "./byte-stream.ts";

/** What is unpacked of one layer at most. Layers hold disks of zeros: the ratio counts from `freeBytes` on. */
export interface LayerLimits {
  readonly bytes: number;
  readonly freeBytes: number;
  readonly ratio: number;
}

export const LAYER_LIMITS: LayerLimits = { bytes: 68_719_476_736, freeBytes: 1_073_741_824, ratio: 300 };

export type Packing = "gzip" | "zstd" | "none";

/** Told by the first bytes: media types lie, and archives of images have none. */
export function packingOf(head: Uint8Array): Packing {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b && c === 8) return "gzip";
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return "zstd";
  if (isSkippable(head)) return "zstd";
  return "none";
}

const isSkippable = ([a = 0, b, c, d]: Uint8Array): boolean => a >= 0x50 && a <= 0x5f && b === 0x2a && c === 0x4d && d === 0x18;

const OUT_BYTES = 65_536;

/**
 * The bytes behind gzip (of any number of members, as eStargz has them) or zstd (of any number of frames, as zstd:chunked has
 * them), or the stream's own. Throws `BrokenStream` where they are broken, after what could be had; `LimitMet` for a bomb.
 */
export async function* unpacked(stream: ByteStream, packing: Packing, limits: LayerLimits = LAYER_LIMITS): Bytes {
  let bytes = 0;
  let packed = 0;
  const counted = async function* (from: Bytes): Bytes {
    for await (const piece of from) {
      packed += piece.length;
      yield piece;
    }
  };
  const from = counted(stream.rest());
  const to = packing === "none" ? from : packing === "gzip" ? gunzipped(from) : unzstd(from);
  for await (const piece of to) {
    bytes += piece.length;
    yield piece;
    if (bytes > limits.bytes) throw new LimitMet(`more than ${limits.bytes} bytes unpacked`, false);
    if (packing !== "none" && bytes > limits.freeBytes && bytes > packed * limits.ratio)
      throw new LimitMet(`unpacks to more than ${limits.ratio} times its size`, false);
  }
}

/** `Z_SYNC_FLUSH` at the end: of a stream that is cut off all is given; what is in it notices the cut. */
function gunzipped(from: Bytes): Bytes {
  return through(from, createGunzip({ chunkSize: OUT_BYTES, finishFlush: constants.Z_SYNC_FLUSH }));
}

async function* through(from: Bytes, transform: Transform): Bytes {
  let failure: unknown;
  const pump = async (): Promise<void> => {
    try {
      for await (const piece of from) {
        if (transform.destroyed) return;
        // The piece is the source's again with the next one: it waits until zlib has read all of it.
        await written(transform, piece);
      }
      transform.end();
    } catch (error) {
      failure = error;
      transform.end();
    }
  };
  const pumping = pump();
  try {
    for await (const piece of transform) {
      yield piece as Buffer; // zlib's streams give nothing else
      free(piece as Buffer);
    }
  } catch (error) {
    throw failure ?? new BrokenStream(`its compression is broken: ${codeOf(error)}`);
  } finally {
    transform.destroy();
  }
  await pumping;
  // What ended the source is told behind what it gave.
  if (failure !== undefined) throw failure;
}

/**
 * Gives the memory of a piece back at once. zlib makes a buffer for each 64 KiB that it unpacks and begins the next when one
 * is full; left to the collector they were 50 MB of a layer's peak.
 */
function free({ buffer, byteOffset, byteLength }: Buffer): void {
  if (byteLength === 0 || buffer.byteLength !== OUT_BYTES || byteOffset + byteLength !== OUT_BYTES) return;
  (buffer as { transfer?: (length: number) => unknown }).transfer?.(0); // ES2024, which our target's types have not
}

/** Resolves when the transform has taken all of it, or has ended. */
function written(transform: Transform, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      transform.off("close", done);
      resolve();
    };
    transform.on("close", done);
    transform.write(piece, done);
  });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "it is no such stream";

/** A whole frame up to this size is unpacked in one call: zstd:chunked has one for each file. */
const SMALL_FRAME = 131_072;
const SMALL_OUT = 8_388_608;

/** Node's own stream ends with the first frame: frames are told apart here by the sizes of their blocks (RFC 8878). */
async function* unzstd(from: Bytes): Bytes {
  const stream = new ByteStream(from);
  for (;;) {
    const magic = await stream.take(4);
    if (magic.length === 0) return;
    if (isSkippable(magic)) {
      const size = await stream.take(4);
      if (size.length < 4) throw new BrokenStream("it is cut off");
      await stream.skip(size.readUInt32LE(0));
      continue;
    }
    if (packingOf(magic) !== "zstd") throw new BrokenStream("what follows is no zstd");
    const state = { isCut: false };
    const frame = new ByteStream(frameOf(stream, magic, state));
    const head = await frame.take(SMALL_FRAME);
    const isWhole = head.length < SMALL_FRAME;
    const small = isWhole ? smallFrame(head) : undefined;
    if (small !== undefined) {
      yield small;
      continue;
    }
    frame.unread(head);
    yield* through(frame.rest(), createZstdDecompress({ chunkSize: OUT_BYTES, finishFlush: constants.ZSTD_e_flush }));
    if (state.isCut) throw new BrokenStream("it is cut off");
  }
}

/** Undefined where it is broken or large: then it is unpacked as a stream, which gives what it can. */
function smallFrame(frame: Uint8Array): Uint8Array | undefined {
  try {
    return zstdDecompressSync(frame, { maxOutputLength: SMALL_OUT });
  } catch {
    return undefined;
  }
}

/** The bytes of one frame, whose magic number was taken; where the stream is cut off it ends and tells so. */
async function* frameOf(stream: ByteStream, magic: Uint8Array, state: { isCut: boolean }): Bytes {
  const descriptor = (await stream.take(1))[0] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  yield Buffer.concat([magic, Buffer.of(descriptor), await stream.take((isSingle ? 0 : 1) + dictionaryBytes + sizeBytes)]);
  for (let isLast = false; !isLast;) {
    const head = await stream.take(3);
    if (head.length < 3) return void (state.isCut = true);
    const block = head.readUIntLE(0, 3);
    isLast = (block & 1) === 1;
    yield head;
    let left = ((block >> 1) & 3) === 1 ? 1 : block >> 3; // a block of one repeated byte holds that byte
    while (left > 0) {
      const piece = await stream.piece(left);
      if (piece === undefined) return void (state.isCut = true);
      left -= piece.length;
      yield piece;
    }
  }
  if ((descriptor & 4) !== 0) yield await stream.take(4);
}
