import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileAhead, isAhead } from "./ahead.ts";
import { compile } from "./compile.ts";
import { Kernel } from "./hot/kernel.ts";
import { Scanner } from "./scanner.ts";
import { scanSlowly } from "./slow.ts";

const url: Detector = {
  id: "url",
  title: "t",
  provider: "generic",
  category: "generic",
  severity: "low",
  opens: "o",
  keywords: ["://"],
  ahead: { find: "@", stop: " /", withinBytes: 24 },
  requires: /@h/,
  pattern: /:\/\/[a-z]{1,9}:(?<secret>[A-Za-z0-9]{4,12})@h/,
  humanChosen: true,
  examples: [],
  counterExamples: [],
  references: [],
};

describe("what stands ahead of a keyword", () => {
  it.each([
    ["ab@", true],
    ["ab", false], // never comes
    ["a/b@", false], // stopped
    ["abcdefgh@", false], // too far
    ["@", true],
    ["ab\n/", true], // the other of two
  ])("of %j says %j", (text, expected) => {
    const ahead = compileAhead({ find: "@\n", stop: "/", withinBytes: 8 });
    expect(isAhead(ahead, Buffer.from(text), 0, text.length)).toBe(expected);
  });

  it("reads no further than the end", () => {
    expect(isAhead(compileAhead({ find: "@", stop: "", withinBytes: 8 }), Buffer.from("ab@"), 0, 2)).toBe(false);
  });

  it("is asked alike by the fast scanner and its slow twin, and costs no match that the pattern alone finds", () => {
    const set = compile([url]);
    const { ahead: _ahead, requires: _requires, ...bare } = url;
    const plain = compile([bare]);
    const scanner = new Scanner(set, new Kernel(set), { decode: false });
    const pieces = fc.constantFrom(
      "://",
      "://u:",
      "u:",
      "@h",
      fake("[A-Za-z0-9]{8}", 1),
      fake("[A-Za-z0-9]{12}", 2),
      "@",
      "h",
      "/",
      " ",
      "\n",
      "é",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const bytes = Buffer.from(parts.join(""));
        const found = scanner.scan(bytes);
        expect(found).toEqual(scanSlowly(bytes, set));
        expect(found).toEqual(scanSlowly(bytes, plain));
      }),
    );
  });

  it("finds the match that all conditions allow", () => {
    expect(scanSlowly(Buffer.from(`a://u:${fake("[A-Za-z0-9]{8}", 3)}@h`), compile([url]))).toHaveLength(1);
  });
});
