import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { placeholderReason } from "./placeholder.ts";

const part = (seed: number, length: number): string => fake(`[A-Za-z0-9]{${length}}`, seed);

describe("knows for a placeholder", () => {
  it.each([
    ["a word of the documents", `AKIA${part(1, 9)}EXAMPLE`],
    ["crosses", `sk_live_${"x".repeat(24)}`],
    ["stars", `ghp_${part(2, 4)}${"*".repeat(32)}`],
    ["a request to the reader", "your-api-key-goes-here-please"],
    ["a template", `$${"{API_TOKEN_OF_THE_SERVICE}"}`],
    ["one character", `key-${"0".repeat(32)}`],
    ["the alphabet", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"],
    ["counting", `xoxb-1234567890-${part(3, 4)}`],
    ["the keyboard", `qwertyuiop${part(4, 6)}`],
    ["letters and digits in turns", "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6"],
    ["a word of hexadecimal digits", `deadbeef${fake("[0-9a-f]{24}", 5)}`],
    ["a piece again and again", "f00ba4".repeat(6)],
    ["a piece again and again behind a prefix", `tok_${"9zK4p".repeat(8)}`],
    ["few characters", "abababbbaabbabababab"],
  ])("%s", (_, text) => {
    expect(placeholderReason(text)).toBeTypeOf("string");
  });
});

it.each([
  ["[0-9a-f]{32}", 5000],
  ["[0-9a-f]{64}", 2000],
  ["[A-Z2-7]{16}", 5000],
  ["[A-Za-z0-9]{20}", 5000],
  ["[A-Za-z0-9]{40}", 5000],
  ["[A-Za-z0-9_-]{64}", 2000],
  ["[A-Za-z0-9+/]{800}", 300],
  ["\\d{12}", 5000],
])("takes no random %s for one", (shape, count) => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const reason = placeholderReason(fake(shape, seed));
    if (reason !== undefined) wrong.push(`${seed}: ${reason}`);
  }
  expect(wrong).toEqual([]);
});

it("lets a long token hold a run of zero bytes", () => {
  expect(placeholderReason(`${part(6, 100)}AAAAAAAAAAAA${part(7, 100)}`)).toBeUndefined();
});
