/** Size of the base and of the result that a git delta declares, or undefined when its head is broken. */
export function deltaSizes(delta: Uint8Array): { baseBytes: number; resultBytes: number; at: number } | undefined {
  const base = varint(delta, 0);
  if (base === undefined) return undefined;
  const result = varint(delta, base.at);
  return result === undefined ? undefined : { baseBytes: base.value, resultBytes: result.value, at: result.at };
}

/**
 * The result of a git delta on its base, or undefined when it is broken: it names another base length, reads past its base
 * or its own end, or does not fill exactly the size it declares (which the caller has bounded before).
 * See: git, Documentation/gitformat-pack, «Deltified representation».
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer | undefined {
  const sizes = deltaSizes(delta);
  if (sizes === undefined || sizes.baseBytes !== base.length) return undefined;
  const out = Buffer.allocUnsafeSlow(sizes.resultBytes);
  let filled = 0;
  let at = sizes.at;
  while (at < delta.length) {
    const code = delta[at++] ?? 0;
    if (code & 0x80) {
      let from = 0;
      let length = 0;
      for (let bit = 0; bit < 4; bit++) if (code & (1 << bit)) from += (delta[at++] ?? 0) * 2 ** (8 * bit);
      for (let bit = 0; bit < 3; bit++) if (code & (16 << bit)) length |= (delta[at++] ?? 0) << (8 * bit);
      if (length === 0) length = 0x10000;
      if (from + length > base.length || filled + length > out.length) return undefined;
      base.copy(out, filled, from, from + length);
      filled += length;
    } else {
      if (code === 0 || at + code > delta.length || filled + code > out.length) return undefined;
      for (let i = 0; i < code; i++) out[filled + i] = delta[at + i] ?? 0; // at most 127: a call into Node costs more
      at += code;
      filled += code;
    }
  }
  return at === delta.length && filled === out.length ? out : undefined;
}

function varint(bytes: Uint8Array, start: number): { value: number; at: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let at = start; at < start + 8; scale *= 128) {
    const byte = bytes[at++];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value > Number.MAX_SAFE_INTEGER ? undefined : { value, at };
  }
  return undefined;
}
