import { Kernel, Scanner, compile } from "@stanch/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sample, token } from "../test/world.ts";
import { scanBlob } from "./blob-scan.ts";
import { characters } from "./locate.ts";
import { type BlobResult, sniffEncoding } from "./plain-scan.ts";
import { scanWindows } from "./windows.ts";

const set = compile([sample]);
const scanner = new Scanner(set, new Kernel(set));

function scanBytes(bytes: Uint8Array, skipBinary = false): BlobResult {
  const at = scanner.kernel.freeAt;
  scanner.kernel.reserve(at + bytes.length);
  scanner.kernel.bytes.set(bytes, at);
  scanner.kernel.bytes.fill(0, at + bytes.length, at + bytes.length + 64);
  return scanBlob(scanner, at, bytes.length, { skipBinary });
}

const placesOf = ({ matches }: BlobResult): string[] =>
  matches.map(({ line, column, endLine, endColumn, secret }) => `${secret} ${line}:${column}-${endLine}:${endColumn}`);

const LENGTH = token(1).length;
const TEXT = `first line\r\nsecond: é名😀 "${token(1)}"\nthird ${token(2)}`;
const EXPECTED = [`${token(1)} 2:14-2:${14 + LENGTH}`, `${token(2)} 3:7-3:${7 + LENGTH}`];
const big = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

describe("a text is placed by its characters", () => {
  it.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16 LE with a mark", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
    ["UTF-16 BE with a mark", big(`\ufeff${TEXT}`)],
    ["UTF-16 LE without a mark", Buffer.from(TEXT, "utf16le")],
    ["UTF-16 BE without a mark", big(TEXT)],
    ["UTF-16 LE cut in the middle of a character", Buffer.concat([Buffer.from(`\ufeff${TEXT}`, "utf16le"), Buffer.from([0x41])])],
  ])("%s", (_, bytes) => {
    expect(placesOf(scanBytes(bytes))).toEqual(EXPECTED);
  });

  it("a mark is no column of the first line", () => {
    const text = `\ufeffkey ${token(1)}`;
    for (const bytes of [Buffer.from(text), Buffer.from(text, "utf16le"), big(text)])
      expect(placesOf(scanBytes(bytes))).toEqual([`${token(1)} 1:5-1:${5 + LENGTH}`]);
  });

  it("Latin-1, where each byte is a character", () => {
    const bytes = Buffer.from(`caf\xe9 \xa3\xa3 \xbf ${token(1)}`, "latin1");
    expect(placesOf(scanBytes(bytes))).toEqual([`${token(1)} 1:11-1:${11 + LENGTH}`]);
  });

  it("binary, where a string stands between other bytes", () => {
    const bytes = Buffer.concat([Buffer.from([0, 1, 2, 255, 254, 0, 10, 0]), Buffer.from(token(1)), Buffer.from([0, 0, 7])]);
    expect(placesOf(scanBytes(bytes)).map((place) => place.split(" ")[0])).toEqual([token(1)]);
    expect(scanBytes(bytes, true)).toEqual({ matches: [], skipped: "binary" });
    // UTF-16 is text, whatever the NULs in it.
    expect(scanBytes(Buffer.from(TEXT, "utf16le"), true).matches).toHaveLength(2);
  });
});

describe("what encoding the first bytes show", () => {
  it.each([
    ["bytes", Buffer.from("plain")],
    ["bytes", Buffer.alloc(0)],
    ["binary", Buffer.from("ab\0cd")],
    ["binary", Buffer.alloc(5000)],
    ["utf16le", Buffer.from([0xff, 0xfe])],
    ["utf16be", Buffer.from([0xfe, 0xff, 0, 65])],
    ["utf16le", Buffer.from("some text without a mark", "utf16le")],
    ["utf16be", big("some text without a mark")],
  ])("%s (%#)", (encoding, bytes) => {
    expect(sniffEncoding(bytes)).toBe(encoding);
  });
});

const texts = fc
  .array(fc.constantFrom("a", "é", "名", "😀", "\n", " ", "\r\n", "key ", "TOKEN1", "TOKEN2"), { maxLength: 120 })
  .map((parts) =>
    parts
      .join("")
      .replaceAll("TOKEN1", ` ${token(1)} `)
      .replaceAll("TOKEN2", ` ${token(2)} `),
  );

it("places each match where JavaScript's own strings have it", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom("utf8" as const, "utf16le" as const), (text, encoding) => {
      const expected: string[] = [];
      for (const found of text.matchAll(/\bsample_[a-z0-9]{20}\b/g)) {
        const before = text.slice(0, found.index).split("\n");
        const column = 1 + Array.from(before.at(-1) ?? "").length;
        expected.push(`${found[0]} ${before.length}:${column}-${before.length}:${column + LENGTH}`);
      }
      const bytes = encoding === "utf8" ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, encoding);
      expect(placesOf(scanBytes(bytes))).toEqual(expected);
    }),
  );
});

it("shows the lines around a match, cut where they are long", () => {
  const { matches } = scanBytes(Buffer.from(`a\nabove\nkey = ${token(1)} # end\nbelow\nfar`));
  expect(matches[0]).toMatchObject({ excerpt: `above\nkey = ${token(1)} # end\nbelow`, excerptLine: 2 });
  const long = scanBytes(Buffer.from(`${"x ".repeat(5000)}${token(1)}${" y".repeat(5000)}\n${"z".repeat(5000)}`));
  expect(long.matches[0]?.excerpt.length).toBeLessThan(500);
  expect(long.matches[0]?.excerpt).toContain(token(1));
});

it("keeps an ignore mark on the line or the one above, and none from elsewhere", () => {
  const marksOf = (text: string): unknown => scanBytes(Buffer.from(text)).matches[0]?.marks;
  expect(marksOf(`a\nb ${token(1)} # stanch:ignore`)).toEqual([`b ${token(1)} # stanch:ignore`, "a"]);
  expect(marksOf(`# gitleaks:allow\n${token(1)}`)).toEqual(["", "# gitleaks:allow"]);
  expect(marksOf(`# stanch:ignore\n\n${token(1)}\n# stanch:ignore`)).toBeUndefined();
});

it("counts the characters of pieces as those of the whole, wherever they are cut", () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(400), { maxLength: 5 }), (text, cuts) => {
      const bytes = Buffer.from(text);
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      let sum = 0;
      for (let i = 1; i < places.length; i++) sum += characters(bytes, places[i - 1] ?? 0, places[i] ?? 0, true);
      expect(sum).toBe(Array.from(text).length);
    }),
  );
});

it("finds the same in windows as at once, with a mark or without", () => {
  const filler = "é".repeat(3000);
  for (const mark of ["", "\ufeff"]) {
    const bytes = Buffer.from(`${mark}${filler} ${token(1)} ${filler}\n${filler} ${token(2)}`);
    let at = 0;
    const read = (into: Uint8Array): number => {
      const count = Math.min(777, into.length, bytes.length - at);
      into.set(bytes.subarray(at, at + count));
      at += count;
      return count;
    };
    const result = scanWindows(scanner, scanner.kernel.freeAt, read, { skipBinary: false }, { window: 4096, seam: 512 });
    expect(placesOf(result)).toEqual(placesOf(scanBytes(bytes)));
    expect(result.matches).toHaveLength(2);
  }
});

it("leaves out pointers of git LFS and says so", () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"ab".repeat(32)}\nsize 12345\n`;
  expect(scanBytes(Buffer.from(pointer))).toEqual({ matches: [], skipped: "lfs-pointer" });
  expect(scanBytes(Buffer.from(`${pointer}${"more ".repeat(50)} ${token(1)}`)).matches).toHaveLength(1);
});
