import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

const NAMES = ["include", "exclude", "minSeverity", "detectors", "ignores", "plivo-auth-token"];

describe("nearestName", () => {
  it.each([
    ["exclud", "exclude"],
    ["Excldue", "exclude"],
    ["minseverity", "minSeverity"],
    ["detector", "detectors"],
    ["plivo", "plivo-auth-token"],
    ["plivo-auht-tokn", "plivo-auth-token"],
  ])("takes %s for %s", (word, name) => {
    expect(nearestName(word, NAMES)).toBe(name);
  });

  it.each(["", "x", "zebra", "something else entirely"])("has no suggestion for %j", (word) => {
    expect(nearestName(word, NAMES)).toBeUndefined();
  });

  it("finds a name that one letter is missing from", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.nat(), (name, at) => {
        const cut = at % name.length;
        expect(nearestName(name.slice(0, cut) + name.slice(cut + 1), NAMES)).toBe(name);
      }),
    );
  });
});
