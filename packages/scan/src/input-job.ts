import { containerKind } from "@stanch/sources";

/** What comes from outside: held whole where it is a container, which is read at many places, else as it came. */
export interface Input {
  readonly container?: Uint8Array;
  /** It is a container that is larger than what is held: its packed bytes are all that can be looked at. */
  readonly isTooLarge: boolean;
  readonly read: (into: Uint8Array) => number;
}

/** Enough for every container that is told by its start. */
const HEAD_BYTES = 512;

/** Reads the start of a stream, and its rest, up to `mostBytes`, where it is a container. */
export function readInput(read: (into: Uint8Array) => number, mostBytes: number): Input {
  let bytes = new Uint8Array(HEAD_BYTES);
  let held = fill(read, bytes, 0);
  const after = (): Input["read"] => chained(bytes.subarray(0, held), read);
  if (containerKind(bytes, 0, held) === undefined) return { isTooLarge: false, read: after() };
  while (held === bytes.length && held < mostBytes) {
    const larger = new Uint8Array(Math.min(mostBytes, Math.max(65_536, held * 2)));
    larger.set(bytes);
    bytes = larger;
    held = fill(read, bytes, held);
  }
  if (held === bytes.length) return { isTooLarge: true, read: after() };
  return { container: bytes.subarray(0, held), isTooLarge: false, read: after() };
}

/** Bytes held once `into` is full or the stream has ended. */
function fill(read: (into: Uint8Array) => number, into: Uint8Array, from: number): number {
  let held = from;
  for (let got = -1; held < into.length && got !== 0; held += got) got = read(into.subarray(held));
  return held;
}

function chained(first: Uint8Array, read: (into: Uint8Array) => number): Input["read"] {
  let given = 0;
  return (into) => {
    if (given === first.length) return read(into);
    const part = first.subarray(given, given + into.length);
    into.set(part);
    given += part.length;
    return part.length;
  };
}
