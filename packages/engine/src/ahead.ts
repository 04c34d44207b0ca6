import type { Ahead } from "@stanch/model";

/** An `Ahead` ready to run: for each byte 0 to go on, 1 to stop, 2 when it is found. */
export interface CompiledAhead {
  readonly bytes: Uint8Array;
  readonly withinBytes: number;
}

export function compileAhead(source: Ahead): CompiledAhead {
  const bytes = new Uint8Array(256);
  for (const char of source.stop) bytes[char.charCodeAt(0)] = 1;
  for (const char of source.find) bytes[char.charCodeAt(0)] = 2;
  return { bytes, withinBytes: source.withinBytes };
}

/** Whether what follows at `from` says yes, reading no further than `end`. */
export function isAhead({ bytes, withinBytes }: CompiledAhead, memory: Uint8Array, from: number, end: number): boolean {
  const last = Math.min(end, from + withinBytes);
  for (let at = from; at < last; at++) {
    const told = bytes[memory[at] ?? 0] ?? 0;
    if (told !== 0) return told === 2;
  }
  return false;
}
