import { deflateSync } from "node:zlib";
import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { Scanner } from "../scanner.ts";
import { scanSlowly } from "../slow.ts";
import { Kernel, MARGIN } from "./kernel.ts";

const base = {
  title: "t",
  provider: "generic",
  category: "generic",
  severity: "low",
  opens: "o",
  examples: [],
  counterExamples: [],
  references: [],
} as const;
const detector = (id: string, rest: Partial<Detector>): Detector => ({ ...base, id, ...rest });

const set = compile([
  detector("any-case", { keywords: ["token", "abc"], pattern: /(?:token|abc).(?<secret>[a-f0-9]{6,12})/i, humanChosen: true }),
  detector("short", { prefixes: ["AKI", "gh_z"], pattern: /(?:AKI|gh_z)(?<secret>[a-z]{4})/, humanChosen: true }),
  detector("run", { prefixes: ["sk_live_"], pattern: /\bsk_live_(?<secret>[A-Za-z0-9]{16})/, humanChosen: true }),
]);

describe("kernel", () => {
  it("finds every keyword that a plain search finds, at any place and in any case", () => {
    const pieces = fc.constantFrom(
      "token",
      "TOKEN",
      "ToKen",
      "abc",
      "AbC",
      "AKI",
      "aki",
      "gh_z",
      "gh_",
      "_",
      "z",
      "-",
      "a",
      "é",
      "\u0000",
      "tok",
    );
    const plain = compile([
      detector("one", { keywords: ["token", "abc"], pattern: /x/ }),
      detector("two", { prefixes: ["AKI", "gh_z"], pattern: /x/ }),
    ]);
    const kernel = new Kernel(plain);
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const bytes = Buffer.from(parts.join(""));
        const at = kernel.freeAt + (bytes.length % 3);
        kernel.bytes.set(bytes, at);
        kernel.bytes.fill(0, at + bytes.length, at + bytes.length + MARGIN);
        const found: string[] = [];
        kernel.keywords(at, bytes.length, (keyword, offset) => found.push(`${offset} ${plain.keywords[keyword]?.text ?? ""}`));
        const text = bytes.toString("latin1");
        const expected: string[] = [];
        for (const { text: word, anyCase } of plain.keywords) {
          for (let i = 0; i + word.length <= text.length; i++) {
            const piece = text.slice(i, i + word.length);
            if (piece === word || (anyCase && piece.replace(/[A-Z]/g, (upper) => upper.toLowerCase()) === word))
              expected.push(`${i} ${word}`);
          }
        }
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it("goes on where its list of keywords was full", () => {
    const scanner = new Scanner(set);
    const text = "abc.abc123 ".repeat(70_000);
    let count = 0;
    scanner.kernel.reserve(scanner.kernel.freeAt + text.length);
    scanner.kernel.bytes.set(Buffer.from(text), scanner.kernel.freeAt);
    scanner.kernel.keywords(scanner.kernel.freeAt, text.length, () => count++);
    expect(count).toBe(140_000);
  });

  it("agrees with the slow twin on matches", () => {
    const scanner = new Scanner(set, new Kernel(set), { decode: false });
    const pieces = fc.constantFrom(
      "token=",
      "abc ",
      "AKIabcd",
      "gh_zwxyz",
      "sk_live_",
      "0123456789abcdef",
      "deadbe",
      "\n",
      " ",
      "ZZZZZZZZ",
      "é",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const bytes = Buffer.from(parts.join(""));
        expect(scanner.scan(bytes)).toEqual(scanSlowly(bytes, set));
      }),
    );
  });

  it("inflates what zlib deflates, at every level and strategy", () => {
    const kernel = new Kernel(set);
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.string({ maxLength: 3000, unit: fc.constantFrom("a", "b", "the ", "\n", "0") }).map((text) => new Uint8Array(Buffer.from(text))),
    );
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4 }), (bytes, level, strategy) => {
        const packed = deflateSync(bytes, { level, strategy });
        const to = (kernel.freeAt + packed.length + 2 * MARGIN) & ~15;
        kernel.reserve(to + bytes.length);
        kernel.bytes.set(packed, kernel.freeAt);
        expect(kernel.fn.inflate(kernel.freeAt, packed.length, to, bytes.length)).toBe(bytes.length);
        expect(Buffer.compare(kernel.bytes.subarray(to, to + bytes.length), bytes)).toBe(0);
        if (bytes.length > 0) expect(kernel.fn.inflate(kernel.freeAt, packed.length, to, bytes.length - 1)).toBe(-1);
      }),
    );
  });

  it("refuses a broken or cut stream and never writes past its room", () => {
    const kernel = new Kernel(set);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: 0, max: 2 }),
        fc.uint8Array({ minLength: 40, maxLength: 400 }),
        (noise, kind, content) => {
          const whole = deflateSync(content);
          const packed =
            kind === 0
              ? noise
              : kind === 1
                ? whole.subarray(0, noise.length % (whole.length - 6))
                : Buffer.concat([whole.subarray(0, 2), noise]);
          const to = (kernel.freeAt + packed.length + 2 * MARGIN) & ~15;
          kernel.reserve(to + 1024);
          kernel.bytes.fill(0xee, kernel.freeAt, to + 1024);
          kernel.bytes.set(packed, kernel.freeAt);
          const written = kernel.fn.inflate(kernel.freeAt, packed.length, to, 512);
          expect(written).toBeGreaterThanOrEqual(-1);
          expect(written).toBeLessThanOrEqual(512);
          if (kind === 1) expect(written).toBe(-1);
          // A match is copied eight bytes at a time: the margin may be touched, nothing behind it.
          expect(kernel.bytes.subarray(to + 512 + 16, to + 1024).every((byte) => byte === 0xee)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("applies deltas as their slow twin does, and refuses broken ones", () => {
    const kernel = new Kernel(set);
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    const steps = fc.array(
      fc.oneof(
        fc.record({ copy: fc.nat(299), count: fc.integer({ min: 1, max: 300 }) }),
        fc.record({ insert: fc.uint8Array({ minLength: 1, maxLength: 127 }) }),
      ),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(bytes, steps, fc.boolean(), (source, plan, isCut) => {
        const valid = plan.filter((step) => "insert" in step || step.copy + step.count <= source.length);
        const result = Buffer.concat(
          valid.map((step) => ("insert" in step ? step.insert : source.subarray(step.copy, step.copy + step.count))),
        );
        const delta = Buffer.concat([
          varint(source.length),
          varint(result.length),
          ...valid.map((step) =>
            "insert" in step ? Buffer.concat([Buffer.from([step.insert.length]), step.insert]) : copy(step.copy, step.count),
          ),
        ]);
        const used = isCut ? delta.subarray(0, -1) : delta;
        const deltaAt = kernel.freeAt + 512;
        const to = deltaAt + 8192;
        kernel.reserve(to + 16_384);
        kernel.bytes.set(source, kernel.freeAt);
        kernel.bytes.set(used, deltaAt);
        const length = kernel.fn.applyDelta(kernel.freeAt, source.length, deltaAt, used.length, to, result.length);
        if (isCut) expect(length).toBe(-1);
        else expect(Buffer.compare(kernel.bytes.subarray(to, to + length), result)).toBe(0);
        expect(kernel.fn.applyDelta(kernel.freeAt, source.length + 1, deltaAt, used.length, to, result.length)).toBe(-1);
      }),
    );
  });

  it("gives equal contents equal hashes under one key, and other contents or keys others", () => {
    const keys = Uint8Array.from({ length: 128 }, (_, i) => (i * 37 + 11) & 0xff);
    const one = new Kernel(set, { hashKeys: () => keys });
    const other = new Kernel(set, { hashKeys: () => keys.toReversed() });
    const hash = (kernel: Kernel, bytes: Uint8Array): string => {
      kernel.bytes.set(bytes, kernel.freeAt + 5);
      const into = new Int32Array(4);
      kernel.hash(kernel.freeAt + 5, bytes.length, into);
      return into.join();
    };
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(299), (bytes, at) => {
        const changed = Uint8Array.from(bytes);
        const place = at % bytes.length;
        changed[place] = (changed[place] ?? 0) ^ 1;
        expect(hash(one, bytes)).toBe(hash(one, bytes));
        expect(hash(one, bytes)).not.toBe(hash(one, changed));
        expect(hash(one, bytes)).not.toBe(hash(other, bytes));
        expect(hash(one, bytes)).not.toBe(hash(one, Uint8Array.from([...bytes, 0])));
      }),
    );
  });

  it("finds runs that decode to text and no others", () => {
    const scanner = new Scanner(set);
    const hidden = `token=${fake("[a-f0-9]{8}", 1)} and some more text`;
    const lock = fake("[A-Za-z0-9]{88}", 2);
    for (const [text, count] of [
      [`x: ${Buffer.from(hidden).toString("base64")}`, 1],
      [`x: ${Buffer.from(hidden).toString("base64url")}.`, 1],
      [`${Buffer.from(hidden).toString("hex")}`, 1],
      [`integrity sha512-${lock}==`, 0],
    ] as const)
      expect(scanner.scan(Buffer.from(text))).toHaveLength(count);
  });
});

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Buffer.from([...out, rest]);
}

function copy(offset: number, count: number): Buffer {
  return Buffer.from([0x80 | 3 | 48, offset & 0xff, offset >> 8, count & 0xff, count >> 8]);
}
