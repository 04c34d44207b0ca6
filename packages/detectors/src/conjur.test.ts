import fc from "fast-check";
import { expect, it } from "vitest";
import { isEightNumbers } from "./conjur.ts";

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

function crockford(value: number): string {
  let out = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) out = (DIGITS[rest % 32] ?? "") + out;
  return out;
}

it("takes every key that Conjur's own way of making them can give", () => {
  const number = fc.integer({ min: 32 ** 3, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(fc.array(number, { minLength: 8, maxLength: 8 }), (numbers) => {
      expect(isEightNumbers(numbers.map(crockford).join(""))).toBe(true);
    }),
  );
});

it.each([
  ["fewer digits than eight numbers have", "1".repeat(31)],
  ["a leading zero", `0${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => crockford(n * 500_000_000)).join("")}`],
  ["56 digits whose groups exceed 32 bits", "z".repeat(56)],
])("refuses %s", (_, key) => {
  expect(isEightNumbers(key)).toBe(false);
});
