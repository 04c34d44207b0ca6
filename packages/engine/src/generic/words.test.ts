import { fake } from "@stanch/model";
import fc from "fast-check";
import { expect, it } from "vitest";
import { wordCover } from "./words.ts";

it("covers words written together, whatever their case", () => {
  expect(wordCover("connectionTimeout")).toEqual({ letters: 17, longest: 10, gap: 0 });
  expect(wordCover("DEFAULT_PASSWORD").letters).toBe(15);
});

it("covers less of random letters than of words", () => {
  for (let seed = 1; seed <= 20; seed++) expect(wordCover(fake("[a-z]{24}", seed)).letters).toBeLessThan(16);
});

it("counts no letter twice, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 60 }), (text) => {
      const { letters, longest, gap } = wordCover(text);
      const all = text.match(/[A-Za-z]/g)?.length ?? 0;
      expect(letters + gap).toBeLessThanOrEqual(all);
      expect(longest).toBeLessThanOrEqual(letters);
    }),
  );
});
