import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsoncError, jsonValue, parseJsonc } from "./jsonc.ts";

const read = (text: string): unknown => jsonValue(parseJsonc(text));

describe("parseJsonc", () => {
  it("reads what JSON.stringify writes, whatever the spacing", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, "\t"), (json, space) => {
        const value: unknown = JSON.parse(json);
        expect(JSON.stringify(read(JSON.stringify(value, undefined, space)))).toEqual(JSON.stringify(value));
      }),
    );
  });

  it("accepts only JSON where there are no comments and no trailing commas", () => {
    const pieces = fc.constantFrom("{", "}", "[", "]", ":", '"a"', '"', "1", "-", "0", ".5", "e3", "true", "nul", " ", "\n", "\\", "\t");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        let expected: string | undefined;
        try {
          expected = JSON.stringify(JSON.parse(text));
        } catch {
          expect(() => read(text)).toThrow(JsoncError);
          return;
        }
        expect(JSON.stringify(read(text))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes comments, trailing commas and a byte order mark", () => {
    expect(read('\ufeff// one\n{ /* two */ "a": [1, 2, /* */], // three\n "b": "// no comment", }\n// end')).toEqual({
      a: [1, 2],
      b: "// no comment",
    });
  });

  it("keeps __proto__ an ordinary member", () => {
    const value = read('{ "__proto__": { "x": 1 } }');
    expect(Object.keys(value ?? {})).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ["", 0, "empty"],
    ["  // nothing", 0, "empty"],
    ['{ "a": 1 "b": 2 }', 8, "comma"],
    ['{ "a" 1 }', 6, "colon"],
    ["{ a: 1 }", 2, "double quotes"],
    ["{ 'a': 1 }", 2, "double quotes"],
    ['{ "a": yes }', 7, "double quotes"],
    ['{ "a": 01 }', 7, "number"],
    ['{ "a": }', 7, "value is missing"],
    ['{ "a": [1, 2 }', 12, "comma"],
    ['{ "a": 1', 0, "not closed"],
    ['{ "a": "x', 7, "not closed"],
    ['{ "a": "\\d" }', 8, "written twice"],
    ['{ "a": "x\ty" }', 9, "control character"],
    ['{ "a": 1, "a": 2 }', 10, "twice"],
    ["{} x", 3, "behind the end"],
    ["{ /* x", 2, "comment"],
    ["[".repeat(65), 64, "deep"],
  ])("says where and what is wrong in %j", (text, offset, message) => {
    expect(() => parseJsonc(text)).toThrow(expect.objectContaining({ offset, message: expect.stringContaining(message) }));
  });
});
