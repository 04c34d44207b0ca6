import { fake } from "@stanch/model";
import fc from "fast-check";
import { expect, it } from "vitest";
import { shannonEntropy } from "../entropy.ts";
import { valueShape } from "./value-shape.ts";

it.each(["correcthorsebatterystaple", "getUserByEmailAddress", "connection-string-for-tests", "ACCESS_TOKEN_EXPIRED"])(
  "finds %s less surprising than random text of its length",
  (words) => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(valueShape(words).surprise).toBeLessThan(valueShape(fake(`[a-z]{${words.length}}`, seed)).surprise);
    }
  },
);

it("counts changes of class, but not the capitals of CamelCase", () => {
  expect(valueShape("getUserByEmail").turns).toBe(0);
  expect(valueShape("a1B2c3").turns).toBe(5);
});

it("knows hexadecimal digits and UUIDs", () => {
  expect(valueShape(fake("[0-9a-f]{40}", 1))).toMatchObject({ isHex: true, isUuid: false });
  expect(valueShape(fake("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 2))).toMatchObject({ isHex: false, isUuid: true });
});

it("measures the entropy that the slow formula gives, and counts every character once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 60 }), (text) => {
      const shape = valueShape(text);
      expect(shape.bits).toBeCloseTo(shannonEntropy(text) * text.length, 6);
      expect(shape.lower + shape.upper + shape.digits + shape.symbols + shape.spaces).toBe(text.length);
    }),
  );
});
