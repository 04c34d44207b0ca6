import { constants, deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { inflateExactly, slowly } from "./inflate.ts";

const contents = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.constantFrom("tree ", "100644 ", "abcabcabc", "\0\0\0", "z"), { maxLength: 600 }).map((parts) => Buffer.from(parts.join(""))),
  fc.nat(200_000).map((length) => Buffer.alloc(length, "ab")),
);
const options = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE),
});

it("gives what zlib put in and reads nothing after it, into its own buffer or the given one", () => {
  fc.assert(
    fc.property(contents, options, fc.uint8Array({ maxLength: 9 }), fc.boolean(), (bytes, how, after, isGiven) => {
      const scratch = isGiven ? Buffer.alloc(4096) : undefined;
      const found = inflateExactly(Buffer.concat([deflateSync(bytes, how), after]), bytes.length, scratch);
      expect(found instanceof Buffer && found.equals(bytes)).toBe(true);
      if (found instanceof Buffer && bytes.length > 0) expect(found.buffer === scratch?.buffer).toBe(isGiven && bytes.length < 4096);
    }),
    { numRuns: 300 },
  );
});

it("says the same as the documented way of damaged and cut streams and wrong sizes, one after the other", () => {
  const damage = fc.record({ at: fc.nat(), value: fc.nat(255), cut: fc.nat(40), size: fc.integer({ min: -3, max: 3 }) });
  fc.assert(
    fc.property(fc.array(fc.tuple(contents, damage), { maxLength: 8 }), (streams) => {
      for (const [bytes, { at, value, cut, size }] of streams) {
        const packed = deflateSync(bytes);
        if (value > 100) packed[at % packed.length] = value;
        const input = packed.subarray(0, packed.length - (cut % packed.length));
        const sizeBytes = Math.max(0, bytes.length + size);
        const [fast, slow] = [inflateExactly(input, sizeBytes), slowly(input, sizeBytes)];
        expect(fast instanceof Buffer).toBe(slow instanceof Buffer);
        if (fast instanceof Buffer && slow instanceof Buffer) expect(fast.equals(slow)).toBe(true);
        if (size === 0 && value <= 100) expect(fast instanceof Buffer ? "whole" : fast).toBe(slow instanceof Buffer ? "whole" : slow);
      }
    }),
    { numRuns: 300 },
  );
});

it("gives objects that hold on to no more memory than they have bytes", () => {
  const found = inflateExactly(deflateSync(Buffer.alloc(100, "x")), 100);
  expect(found instanceof Buffer && found.buffer.byteLength).toBe(101);
});
