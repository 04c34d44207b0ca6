import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasBlock, withBlock, withoutBlock } from "./block.ts";

const texts = fc.option(fc.string({ unit: fc.constantFrom("a", "\n", "#", "!", " ", "\r", "é"), maxLength: 40 }), { nil: undefined });
const blocks = fc.record({
  lines: fc.array(fc.constantFrom("run", "", "# x", "	key = value"), { maxLength: 4 }),
  where: fc.constantFrom("top" as const, "end" as const),
});

describe("a block in a file of others", () => {
  it("is taken out to the byte, whatever the file was", () => {
    fc.assert(
      fc.property(texts, blocks, (text, block) => {
        const held = withBlock(text, block);
        expect(hasBlock(held)).toBe(true);
        expect(withoutBlock(held)).toBe(text);
      }),
    );
  });

  it("put in twice is there once", () => {
    fc.assert(
      fc.property(texts, blocks, blocks, (text, first, second) => {
        expect(withoutBlock(withBlock(withBlock(text, first), second))).toBe(text);
      }),
    );
  });

  it("leaves what others wrote around it since", () => {
    const held = withBlock("one\n", { lines: ["ours"], where: "end" });
    expect(withoutBlock(`zero\n${held}two\n`)).toBe("zero\none\ntwo\n");
  });

  it("stands after the line that names the interpreter", () => {
    expect(withBlock("#!/bin/sh\nrun\n", { lines: ["ours"], where: "top" })).toMatch(
      /^#!\/bin\/sh\n# >>> stanch[^\n]*\nours\n# <<< stanch\nrun\n$/,
    );
  });

  it("is left alone where somebody cut its end away", () => {
    const held = withBlock("one\n", { lines: ["ours"], where: "end" }).replace("# <<< stanch\n", "");
    expect(withoutBlock(held)).toBe(held);
  });
});
