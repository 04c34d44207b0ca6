import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { AppError } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReftable } from "./reftable.ts";

const folder = join(import.meta.dirname, "fixtures/reftable-sha1/reftable");
const tables = readdirSync(folder)
  .filter((name) => name.endsWith(".ref"))
  .map((name) => readFileSync(join(folder, name)));

/** Makes the footer's checksum fit, so that damage reaches what lies behind it. */
function sealed(bytes: Buffer): Buffer {
  bytes.writeUInt32BE(crc32(bytes.subarray(bytes.length - 68, bytes.length - 4)), bytes.length - 4);
  return bytes;
}

function exercise(bytes: Buffer): void {
  try {
    parseReftable(bytes, 20, "fuzz.ref");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

describe("a hostile table of refs", () => {
  it("is refused or read, whatever its bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => exercise(Buffer.from(bytes))));
    const body = fc.uint8Array({ minLength: 100, maxLength: 600 });
    fc.assert(fc.property(body, (bytes) => exercise(sealed(Buffer.concat([Buffer.from("REFT\x01\0\0\0", "latin1"), bytes.subarray(8)])))));
  });

  it.each(tables.map((table, i) => [i, table] as const))("is refused or read when a sound one was damaged (table %i)", (_, table) => {
    // Half of the damage hits the first 64 bytes and the last 200, where lengths and positions stand.
    const at = fc.oneof(fc.nat(table.length - 1), fc.nat(63), fc.integer({ min: table.length - 200, max: table.length - 1 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 6 }), (damage) => {
        const bytes = Buffer.from(table);
        for (const [position, value] of damage) bytes[position] = value;
        exercise(sealed(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it("is refused when its footer does not fit the checksum", () => {
    const bytes = Buffer.from(tables[0] ?? "");
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
    expect(() => parseReftable(bytes, 20, "t.ref")).toThrow(/footer that does not fit its checksum \(t\.ref\)/);
  });

  it("is refused when it is of another hash than the repository", () => {
    expect(() => parseReftable(Buffer.from(tables[0] ?? ""), 32, "t.ref")).toThrow(/another hash/);
  });

  it("cannot fill memory with names that a few bytes repeat", () => {
    expect(parseReftable(repeatingTable(10), 20, "t.ref").refs.size).toBe(1);
    expect(() => parseReftable(repeatingTable(200_000), 20, "bomb.ref")).toThrow(/too long/);
  });
});

/** One name of 4,000 bytes, then records that repeat the whole of it in 4 bytes each. */
function repeatingTable(times: number): Buffer {
  const first = Buffer.concat([Buffer.from([0]), varint(4000 * 8), Buffer.alloc(4000, "a"), Buffer.from([0])]);
  const again = Buffer.concat([varint(4000), Buffer.from([0, 0])]);
  const records = Buffer.concat([first, ...Array.from({ length: times }, () => again), Buffer.from([0, 0, 28, 0, 1])]);
  const head = Buffer.alloc(28);
  head.write("REFT\x01", "latin1");
  head[24] = 0x72;
  head.writeUIntBE(records.length + 28, 25, 3);
  const footer = Buffer.alloc(68);
  footer.write("REFT\x01", "latin1");
  return sealed(Buffer.concat([head, records, footer]));
}

function varint(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (--rest & 0x7f));
  return Buffer.from(bytes);
}
