import { Kernel, Scanner, compile } from "@stanch/engine";
import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { expect, it } from "vitest";
import { scanBlob } from "./blob-scan.ts";
import type { LocatedMatch } from "./locate.ts";
import { scanWindows } from "./windows.ts";

const detector: Detector = {
  id: "sample",
  title: "Sample",
  provider: "sample",
  category: "generic",
  severity: "low",
  opens: "nothing",
  prefixes: ["sample_"],
  pattern: /\bsample_[a-z0-9]{20}\b/,
  examples: [],
  counterExamples: [],
  references: [],
};
const set = compile([detector]);
const scanner = new Scanner(set, new Kernel(set));
const options = { skipBinary: false };

function reader(bytes: Uint8Array, piece: number): (into: Uint8Array) => number {
  let at = 0;
  return (into) => {
    const count = Math.min(piece, into.length, bytes.length - at);
    into.set(bytes.subarray(at, at + count));
    at += count;
    return count;
  };
}

const places = (matches: readonly LocatedMatch[]): unknown =>
  matches.map(({ line, column, endLine, endColumn, secret }) => ({ line, column, endLine, endColumn, secret }));

function whole(bytes: Uint8Array): readonly LocatedMatch[] {
  const at = scanner.kernel.freeAt;
  scanner.kernel.reserve(at + bytes.length);
  scanner.kernel.bytes.set(bytes, at);
  scanner.kernel.bytes.fill(0, at + bytes.length, at + bytes.length + 64);
  return scanBlob(scanner, at, bytes.length, options).matches;
}

const filler = fc.string({ unit: fc.constantFrom("a", "é", "\n", " ", "-", "\r\n"), maxLength: 300 });

it("finds the same at the same lines and columns wherever windows are cut", () => {
  const secret = fake("sample_[a-z0-9]{20}", 1);
  fc.assert(
    fc.property(
      fc.array(filler, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 97 }),
      fc.constantFrom("utf8" as const, "utf16le" as const),
      (fillers, piece, encoding) => {
        const text = fillers.join(` ${secret} `) + " ".repeat(8);
        const bytes = encoding === "utf8" ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, "utf16le");
        const result = scanWindows(scanner, scanner.kernel.freeAt, reader(bytes, encoding === "utf8" ? piece : piece * 2), options, {
          window: 512,
          seam: 128,
        });
        expect(places(result.matches)).toEqual(places(whole(bytes)));
        expect(result.matches).toHaveLength(fillers.length - 1);
        expect(result.bytes).toBe(bytes.length);
      },
    ),
  );
});
