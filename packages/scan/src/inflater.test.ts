import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Inflater } from "./inflater.ts";

const inflater = new Inflater();

it("inflates what zlib packed, with the size known or not, whatever follows it", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 4000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 9 }),
      fc.uint8Array({ maxLength: 30 }),
      (part, times, level, rest) => {
        const bytes = Buffer.concat(Array.from({ length: times }, () => part));
        const packed = Buffer.concat([deflateSync(bytes, { level }), rest]);
        expect(inflater.inflate(packed)?.equals(bytes)).toBe(true);
        expect(inflater.inflate(packed, bytes.length)?.equals(bytes)).toBe(true);
        expect(inflater.inflate(packed, bytes.length + 1)).toBe(undefined);
      },
    ),
    { numRuns: 60 },
  );
});

it("gives nothing for a cut, a broken and a large stream, and goes on with the next", () => {
  const packed = deflateSync(Buffer.from("abc".repeat(1000)));
  expect(inflater.inflate(packed.subarray(0, packed.length - 8))).toBe(undefined);
  expect(inflater.inflate(Buffer.from("no zlib stream"))).toBe(undefined);
  expect(inflater.inflate(deflateSync(Buffer.alloc(20 << 20)))).toBe(undefined);
  expect(inflater.inflate(packed)?.length).toBe(3000);
});
