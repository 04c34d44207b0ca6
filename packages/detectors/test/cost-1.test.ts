import { expect, it } from "vitest";
import { costLaw, costOf } from "./cost.ts";

costLaw(0, 2);

it("tells a pattern whose cost grows with the square of the text", () => {
  // Longer than any quantifier here, so that no bound of the expression ends the growth.
  const square = /a{0,40000}b/g;
  const text = (size: number): string => "a".repeat(size);
  expect(costOf(square, text(8000), 2) / costOf(square, text(2000), 2)).toBeGreaterThan(8);
});
