import { fake } from "@stanch/model";
import { expect, it } from "vitest";
import { findAssigned } from "./assigned-secret.ts";
import { SPELLED_OUT_DOUBT, isSpelledOut } from "./spelled-out.ts";

it.each([
  "my-secret-password",
  "StrongPassword!",
  "other_client_password",
  "prompt1_password",

  "secret_passphrase",
  "UNREACHABLE_ITEM_VALUE",
])("takes %s for spelled out", (value) => {
  expect(isSpelledOut(value)).toBe(true);
});

it.each([
  ["words that do not say what they are", "correct-horse-battery"],
  ["a word among random letters", `pass${fake("[b-df-hj-np-tv-xz]{14}", 1)}`],
  ["a word with several digits", "password-2024-09"],
])("does not take %s for spelled out", (_, value) => {
  expect(isSpelledOut(value)).toBe(false);
});

it("keeps a password that is spelled out for audits, and says why", () => {
  const [found] = findAssigned('password: "describe-token-password"\n', [[0, 4]]);
  expect(found?.confidence).toBeLessThan(0.5);
  expect(found?.doubts).toContain(SPELLED_OUT_DOUBT);
});
