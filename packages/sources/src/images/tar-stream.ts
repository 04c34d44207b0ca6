import { BrokenStream } from "../containers/pull.ts";
import { isHeader, isSparseMapLonger, number, ownName, paxRecords, text } from "../containers/tar.ts";
import type { ByteStream, Bytes } from "./byte-stream.ts";

const BLOCK = 512;
/** A name or an extended header longer than this is not one. */
const LONGEST_HEADER = 1_048_576;

export interface TarEntry {
  readonly name: string;
  /** The type's character: `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder, … */
  readonly type: string;
  readonly sizeBytes: number;
  /** What a link names; "" for others. */
  readonly linkName: string;
  /** Stored without its holes: places in it are not those of the file. */
  readonly isSparse: boolean;
}

/**
 * A tar archive that comes piece by piece (POSIX ustar and pax, GNU, old ones): every entry, whatever its type, each with what
 * it holds. The twin of `readTar`, which has its bytes at hand. Throws `BrokenStream`, with the stream at what could not be read.
 */
export class TarStream {
  readonly #stream: ByteStream;
  #left = 0;
  #padding = 0;

  /** Whether a block of 512 bytes is the header of an entry, by its sum. */
  static isHeader(block: Uint8Array): boolean {
    return isHeader(block);
  }

  constructor(stream: ByteStream) {
    this.#stream = stream;
  }

  /** The next entry; what was not read of the one before is passed over. Undefined at the end. */
  async next(): Promise<TarEntry | undefined> {
    let longName: string | undefined;
    let longLink: string | undefined;
    let pax = new Map<string, string>();
    for (;;) {
      await this.#finish();
      const head = await this.#stream.take(BLOCK);
      if (head.length === 0) return undefined;
      if (head.length === BLOCK && head.every((byte) => byte === 0)) continue;
      const type = String.fromCharCode(head[156] ?? 0);
      const isMeta = type === "x" || type === "g" || type === "L" || type === "K";
      const ownSize = head.length < BLOCK || !isHeader(head) ? Number.NaN : number(head, 124, 12);
      const sizeBytes = isMeta ? ownSize : Number(pax.get("size") ?? ownSize);
      if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || (isMeta && sizeBytes > LONGEST_HEADER)) {
        this.#stream.unread(head);
        throw new BrokenStream("a header is broken");
      }
      this.#left = sizeBytes;
      this.#padding = (BLOCK - (sizeBytes % BLOCK)) % BLOCK;
      if (isMeta) {
        const bytes = await this.#stream.take(sizeBytes);
        this.#left -= bytes.length;
        if (type === "L") longName = bytes.toString("utf8").replace(/\0.*$/s, "");
        else if (type === "K") longLink = bytes.toString("utf8").replace(/\0.*$/s, "");
        else if (type === "x") pax = paxRecords(bytes);
        continue;
      }
      let hasMap = isSparseMapLonger(head, type);
      while (hasMap) hasMap = (await this.#stream.take(BLOCK))[504] === 1;
      const sparseName = pax.get("GNU.sparse.name");
      return {
        name: sparseName ?? longName ?? pax.get("path") ?? ownName(head),
        type: type === "\0" || type === "7" ? "0" : type,
        sizeBytes,
        linkName: type === "1" || type === "2" ? (longLink ?? pax.get("linkpath") ?? text(head, 157, 100)) : "",
        isSparse: type === "S" || sparseName !== undefined || pax.has("GNU.sparse.major") || pax.has("GNU.sparse.map"),
      };
    }
  }

  /** The next bytes of the entry if some are at hand: undefined says to ask `piece`. */
  pieceNow(): Uint8Array | undefined {
    if (this.#left === 0) return undefined;
    const piece = this.#stream.pieceNow(this.#left);
    this.#left -= piece?.length ?? 0;
    return piece;
  }

  /** The next bytes of the entry, valid until the next call; undefined at its end. Throws `BrokenStream` where it is cut off. */
  async piece(): Promise<Uint8Array | undefined> {
    if (this.#left === 0) return undefined;
    const piece = await this.#stream.piece(this.#left);
    if (piece === undefined) {
      this.#left = this.#padding = 0;
      throw new BrokenStream("it is cut off");
    }
    this.#left -= piece.length;
    return piece;
  }

  /** What the entry holds, to be read before the next one is asked for. */
  async *content(): Bytes {
    for (let piece = await this.piece(); piece !== undefined; piece = await this.piece()) yield piece;
  }

  async #finish(): Promise<void> {
    const [left, padding] = [this.#left, this.#padding];
    this.#left = this.#padding = 0;
    if ((await this.#stream.skip(left)) < left) throw new BrokenStream("it is cut off");
    await this.#stream.skip(padding);
  }
}
