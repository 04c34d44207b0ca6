import { Transform, type TransformCallback } from "node:stream";
import type { TextScanner } from "@stanch/scan/text";
import { KeyLines } from "./key-lines.ts";
import type { Known } from "./known.ts";
import { Replacer, type Span } from "./replacer.ts";

/** A line that does not end is given after so long: a prompt must be seen. */
const QUIET_MS = 100;
const LONGEST_LINE = 65_536;
/** Of what was given already, so much tells what stands beside what comes. */
const CONTEXT_BYTES = 4096;
/** A detected secret of so many characters is masked wherever it stands afterwards. */
const LEAST_REMEMBERED = 12;
const LINE_FEED = 10;

export interface Detection {
  readonly scanner: Pick<TextScanner, "matches">;
  readonly minConfidence: number;
}

/**
 * Masks known values and detected secrets in what comes through. Lines are given as they end; of what is no text only known values are
 * masked, in as many bytes as they have.
 */
export class MaskStream extends Transform {
  readonly #known: Known;
  readonly #detection: Detection;
  readonly #replacer: Replacer;
  readonly #keys = new KeyLines();
  #context = Buffer.alloc(0);
  #pending: Buffer = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;

  constructor(known: Known, detection: Detection) {
    super();
    this.#known = known;
    this.#detection = detection;
    this.#replacer = new Replacer(known);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    clearTimeout(this.#timer);
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const isText = !this.#pending.includes(0);
    const end = !isText || this.#pending.length > LONGEST_LINE ? this.#pending.length : this.#pending.lastIndexOf(LINE_FEED) + 1;
    this.#send(end);
    this.#timer = setTimeout(() => {
      this.#send(this.#pending.length);
      this.#give(this.#replacer.idle());
    }, QUIET_MS);
    done();
  }

  override _flush(done: TransformCallback): void {
    clearTimeout(this.#timer);
    this.#send(this.#pending.length);
    this.#give(this.#replacer.end());
    done();
  }

  /** Masks the first `length` bytes of what waits. */
  #send(length: number): void {
    if (length === 0) return;
    const bytes = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    const isText = !bytes.includes(0);
    const spans = isText ? joined([...this.#keySpans(bytes), ...this.#detected(bytes)]) : [];
    this.#context = Buffer.concat([this.#context, bytes]).subarray(-CONTEXT_BYTES);
    this.#give(this.#replacer.push(bytes, spans, !isText));
  }

  #give(bytes: Buffer): void {
    if (bytes.length > 0) this.push(bytes);
  }

  #keySpans(bytes: Buffer): Span[] {
    const spans: Span[] = [];
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(LINE_FEED, from);
      const to = found < 0 ? bytes.length : found;
      for (const [start, end] of this.#keys.line(bytes.latin1Slice(from, to))) spans.push([start + from, end + from]);
      from = to + 1;
    }
    return spans;
  }

  #detected(bytes: Buffer): Span[] {
    const { scanner, minConfidence } = this.#detection;
    const before = this.#context.length;
    const found = scanner
      .matches(Buffer.concat([this.#context, bytes]))
      .filter((match) => match.end > before && match.confidence >= minConfidence && match.isBinary !== true);
    this.#known.add(
      found
        .map(({ secret }) => Buffer.from(secret, "latin1"))
        .filter((secret) => secret.length >= LEAST_REMEMBERED && !secret.includes(10)),
    );
    return found.map(({ start, end }) => [Math.max(0, start - before), end - before] as const);
  }
}

/** In ascending order, those that meet as one. */
function joined(spans: Span[]): Span[] {
  const out: [number, number][] = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}
