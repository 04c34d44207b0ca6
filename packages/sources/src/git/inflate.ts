import { constants, createInflate, inflateSync } from "node:zlib";

/** What Node's own `inflateSync` drives: not documented, so it is tried out before it is used, and done without where it changed. */
interface Handle {
  writeSync(flush: number, input: Uint8Array, inAt: number, inLength: number, out: Uint8Array, outAt: number, outLength: number): void;
  reset(): void;
  onerror: (message: string, errno: number, code: string) => void;
}

interface Engine {
  readonly handle: Handle;
  /** Left after a call: room in the output, bytes of the input. */
  readonly left: Uint32Array;
}

// A size that is only claimed must not make zlib take memory for all of it at once.
const STEP_BYTES = 1 << 20;
const SELF_TEST = { packed: Buffer.from("eJxLTEoGAAJNASc=", "base64"), text: "abc" };

let engine: Engine | undefined;
let isUsable = true;
let errorCode: string | undefined;

/**
 * Inflates a zlib stream of `sizeBytes` that starts `input` and may end before it does. The answer is put into `scratch`
 * where that has room, else into a buffer of its own. `cut`: the input ended first; `broken`: damage, or another size.
 *
 * One engine is set up once and reset for each stream. `inflateSync` makes a stream object each time, which costs 7 to 10 µs
 * and garbage against 0.8 µs for the small entries that packs are full of.
 */
export function inflateExactly(input: Buffer, sizeBytes: number, scratch?: Buffer): Buffer | "cut" | "broken" {
  engine ??= isUsable ? openEngine() : undefined;
  if (engine === undefined || sizeBytes > STEP_BYTES) return slowly(input, sizeBytes);
  const hasRoom = scratch !== undefined && scratch.length > sizeBytes;
  // Not from Node's pool: a cache that keeps a small object would hold on to all 64 kB around it.
  const out = hasRoom ? scratch : Buffer.allocUnsafeSlow(sizeBytes + 1);
  const result = run(engine, input, out, sizeBytes);
  return result === "whole" ? out.subarray(0, sizeBytes) : result;
}

function run({ handle, left }: Engine, input: Buffer, out: Buffer, sizeBytes: number): "whole" | "cut" | "broken" {
  errorCode = undefined;
  handle.reset();
  // One byte of room more than said: when it stays free, and there is no error, the stream has come to its end.
  handle.writeSync(constants.Z_FINISH, input, 0, input.length, out, 0, sizeBytes + 1);
  if (errorCode === undefined) return left[0] === 1 ? "whole" : "broken";
  engine = undefined; // what state an error leaves behind is nowhere promised
  return errorCode === "Z_BUF_ERROR" ? "cut" : "broken"; // Node raises the former only while there is room left
}

/** Undefined where Node's inside is not what it was. */
function openEngine(): Engine | undefined {
  try {
    const tried = newEngine();
    const out = Buffer.alloc(SELF_TEST.text.length + 1);
    const isRight = run(tried, SELF_TEST.packed, out, SELF_TEST.text.length) === "whole" && out.toString("latin1", 0, 3) === SELF_TEST.text;
    isUsable =
      isRight && run(tried, SELF_TEST.packed, out, 2) === "broken" && run(tried, SELF_TEST.packed.subarray(0, 6), out, 3) === "cut";
    return isUsable ? newEngine() : undefined; // the trial ended in an error on purpose
  } catch {
    isUsable = false;
    return undefined;
  }
}

function newEngine(): Engine {
  // The two fields are Node's own: `openEngine` finds out whether they are what they were.
  const stream = createInflate() as unknown as { readonly _handle: Handle; readonly _writeState: Uint32Array };
  stream._handle.onerror = (_message, _errno, code) => {
    errorCode = code;
  };
  return { handle: stream._handle, left: stream._writeState };
}

/** The documented way. Exported for the test that compares both. */
export function slowly(input: Buffer, sizeBytes: number): Buffer | "cut" | "broken" {
  try {
    // One byte of room more than said, so that a longer stream shows.
    const chunkSize = Math.min(Math.max(64, sizeBytes + 1), STEP_BYTES);
    const bytes = inflateSync(input, { maxOutputLength: sizeBytes + 1, chunkSize });
    return bytes.length === sizeBytes ? bytes : "broken";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR" ? "cut" : "broken";
  }
}
