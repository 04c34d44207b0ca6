import { constants, deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { quickInflate } from "./quick-inflate.ts";

const texts = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(fc.constantFrom("tree ", "100644 ", "abcabcabc", "\0\0\0", "z"), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(""))),
  fc.nat(70_000).map((length) => Buffer.alloc(length, "ab")),
);

it("gives what zlib put in, for stored and fixed blocks", () => {
  const strategies = fc.constantFrom({ level: 0 }, { strategy: constants.Z_FIXED }, { strategy: constants.Z_FIXED, level: 1 });
  fc.assert(
    fc.property(texts, strategies, fc.uint8Array({ maxLength: 9 }), (bytes, options, after) => {
      const out = Buffer.alloc(bytes.length);
      expect(quickInflate(Buffer.concat([deflateSync(bytes, options), after]), out, bytes.length)).toBe(true);
      expect(out.equals(bytes)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it("is right whenever it answers at all, whatever zlib chose", () => {
  fc.assert(
    fc.property(texts, (bytes) => {
      const out = Buffer.alloc(bytes.length);
      if (quickInflate(deflateSync(bytes), out, bytes.length)) expect(out.equals(bytes)).toBe(true);
    }),
  );
});

it("refuses a damaged or cut stream and another size", () => {
  const bytes = Buffer.from("100644 a\0".repeat(5));
  const packed = deflateSync(bytes, { strategy: constants.Z_FIXED });
  const out = Buffer.alloc(bytes.length + 8);
  for (let length = 0; length < packed.length; length++) expect(quickInflate(packed.subarray(0, length), out, bytes.length)).toBe(false);
  expect(quickInflate(packed, out, bytes.length - 1)).toBe(false);
  expect(quickInflate(packed, out, bytes.length + 1)).toBe(false);
  const damaged = Buffer.from(packed);
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  expect(quickInflate(damaged, out, bytes.length)).toBe(false);
});

it("ends on any bytes and never writes past the size", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(400), (bytes, size) => {
      const out = Buffer.alloc(size + 16, 7);
      quickInflate(Buffer.concat([Buffer.from([0x78, 0x9c]), bytes]), out, size);
      expect(out.subarray(size).every((byte) => byte === 7)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
