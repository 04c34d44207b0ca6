import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, hasBlock, isCut, withBlock, withoutBlocks } from "./block.ts";

const texts = fc.option(fc.string({ unit: fc.constantFrom("a", "\n", "#", "!", " ", "\r", "é"), maxLength: 40 }), { nil: undefined });
const blocks = (where: readonly Block["where"][]): fc.Arbitrary<Block> =>
  fc.record({
    id: fc.constantFrom("one", "two", "three"),
    lines: fc.array(fc.constantFrom("run", "", "# x", "\tkey = value"), { maxLength: 4 }),
    where: fc.constantFrom(...where),
  });
const put = (text: string | undefined, all: readonly Block[]): string | undefined => all.reduce<string | undefined>(withBlock, text);

describe("blocks in a file of others", () => {
  it("are taken out to the byte, whatever the file was and however often they were put in", () => {
    fc.assert(
      fc.property(texts, fc.array(blocks(["end"]), { minLength: 1, maxLength: 5 }), (text, all) => {
        const held = put(text, all) ?? "";
        expect(hasBlock(held)).toBe(true);
        expect(isCut(held)).toBe(false);
        expect(withoutBlocks(held)).toBe(text);
      }),
    );
  });

  it("at the top, too", () => {
    fc.assert(
      fc.property(texts, blocks(["top"]), (text, block) => {
        expect(withoutBlocks(withBlock(text, block))).toBe(text);
      }),
    );
  });

  it("put in twice are there once, with the lines of the second time", () => {
    fc.assert(
      fc.property(texts, blocks(["top", "end"]), blocks(["top", "end"]), (text, before, after) => {
        const same = { ...after, id: before.id, where: before.where };
        expect(withBlock(withBlock(text, before), same)).toBe(withBlock(text, same));
      }),
    );
  });

  it("leave what others wrote around them since", () => {
    const held = withBlock("one", { id: "x", lines: ["ours"], where: "end" });
    expect(withoutBlocks(`zero\n${held}two\n`)).toBe("zero\none\ntwo\n");
  });

  it("stand after the line that names the interpreter", () => {
    expect(withBlock("#!/bin/sh\nrun\n", { id: "x", lines: ["ours"], where: "top" })).toMatch(
      /^#!\/bin\/sh\n# >>> stanch x: [^\n]*\nours\n# <<< stanch x\nrun\n$/,
    );
  });

  it("are left alone, and told, where somebody cut their end away", () => {
    const held = withBlock("one\n", { id: "x", lines: ["ours"], where: "end" }).replace("# <<< stanch x\n", "");
    expect(withoutBlocks(held)).toBe(held);
    expect(isCut(held)).toBe(true);
  });
});
