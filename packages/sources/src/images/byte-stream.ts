/** Bytes that come from outside, piece by piece. Pieces belong to the reader until the next one is asked for. */
export type Bytes = AsyncIterable<Uint8Array>;

const EMPTY = new Uint8Array();

/** A buffered reader over bytes that come piece by piece: nothing is held but the piece at hand. */
export class ByteStream {
  readonly #from: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = EMPTY;
  #at = 0;
  /** Bytes taken since the start. */
  position = 0;

  constructor(from: Bytes) {
    this.#from = from[Symbol.asyncIterator]();
  }

  /** Up to `most` bytes if some are at hand, valid until the next call; undefined: ask `piece`. */
  pieceNow(most: number): Uint8Array | undefined {
    if (this.#at >= this.#piece.length) return undefined;
    const piece = this.#piece.subarray(this.#at, this.#at + most);
    this.#at += piece.length;
    this.position += piece.length;
    return piece;
  }

  /** Up to `most` bytes, valid until the next call; undefined at the end. */
  async piece(most: number): Promise<Uint8Array | undefined> {
    while (this.#at >= this.#piece.length) if (!(await this.#fill())) return undefined;
    return this.pieceNow(most);
  }

  async #fill(): Promise<boolean> {
    const next = await this.#from.next();
    if (next.done === true) return false;
    this.#piece = next.value;
    this.#at = 0;
    return true;
  }

  /** Up to `count` bytes as a copy: fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let held = 0;
    while (held < count) {
      const piece = await this.piece(count - held);
      if (piece === undefined) break;
      parts.push(Buffer.from(piece));
      held += piece.length;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }

  /** Drops up to `count` bytes; the number that was there. */
  async skip(count: number): Promise<number> {
    let left = count;
    while (left > 0) {
      const piece = await this.piece(left);
      if (piece === undefined) break;
      left -= piece.length;
    }
    return count - left;
  }

  /** The first bytes, which stay: up to `count`. */
  async peek(count: number): Promise<Buffer> {
    const head = await this.take(count);
    this.unread(head);
    return head;
  }

  /** Gives bytes back, to be read again. */
  unread(bytes: Uint8Array): void {
    this.#piece = Buffer.concat([bytes, this.#piece.subarray(this.#at)]);
    this.#at = 0;
    this.position -= bytes.length;
  }

  /** All that is left. */
  async *rest(): Bytes {
    for (let piece = await this.piece(Infinity); piece !== undefined; piece = await this.piece(Infinity)) yield piece;
  }

  /** Tells where the bytes come from that nobody wants more. */
  async close(): Promise<void> {
    await this.#from.return?.();
  }
}
