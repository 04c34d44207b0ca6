/** Bytes of one blob within a larger buffer. Offsets are indices into the buffer; outside the blob all bytes are 0. */
export class View {
  bytes: Buffer = Buffer.alloc(0);
  /** The blob's first byte. */
  from = 0;
  /** Behind the blob's last byte. */
  to = 0;

  /** The byte at `p`, 0 outside the blob. */
  code(p: number): number {
    return p >= this.from && p < this.to ? (this.bytes[p] ?? 0) : 0;
  }

  /** Latin-1 text of [start, end), cut to the blob. */
  cut(start: number, end: number): string {
    const from = Math.max(this.from, start);
    const to = Math.min(this.to, end);
    return from < to ? this.bytes.latin1Slice(from, to) : "";
  }

  /** Whether `word` (ASCII) stands at `p`. */
  has(word: string, p: number): boolean {
    for (let i = 0; i < word.length; i++) if (this.code(p + i) !== word.charCodeAt(i)) return false;
    return true;
  }
}
