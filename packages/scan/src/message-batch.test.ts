import { Kernel, Scanner, compile } from "@stanch/engine";
import type { Detector } from "@stanch/model";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sample, token } from "../test/world.ts";
import { MessageBatch } from "./message-batch.ts";
import { type BlobResult, scanPlain } from "./plain-scan.ts";
import { MARGIN } from "@stanch/engine";

/** Reaches to another line: what stands near in another message must not count. */
const far: Detector = {
  ...sample,
  id: "far",
  prefixes: [],
  keywords: ["farword"],
  pattern: /farword[\s\S]{0,200}?\b(?<secret>[a-z]{12}9)\b/,
};
const set = compile([sample, far]);
const scanner = new Scanner(set, new Kernel(set));
const head = (n: number): string => `tree ${"0".repeat(40)}\nauthor A <a@example.test> ${n} +0000\n\n`;

/** Where objects lie in these tests, and what is free behind them. */
const OBJECT = scanner.kernel.freeAt;
const FREE = OBJECT + 400_000;

function batched(messages: readonly Buffer[]): Map<number, BlobResult> {
  const results = new Map<number, BlobResult>();
  const batch = new MessageBatch(scanner, { skipBinary: true }, (entry, result) => {
    if (result.matches.length > 0) results.set(entry, result);
  });
  for (const [n, message] of messages.entries()) {
    const object = Buffer.concat([Buffer.from(head(n)), message]);
    scanner.kernel.reserve(OBJECT + object.length);
    scanner.kernel.bytes.set(object, OBJECT);
    batch.add(n, OBJECT, object.length, FREE);
    // The object is as it was: deltas are built on it.
    expect(Buffer.from(scanner.kernel.bytes.slice(OBJECT, OBJECT + object.length)).equals(object)).toBe(true);
  }
  batch.flush(FREE);
  return results;
}

function alone(messages: readonly Buffer[]): Map<number, BlobResult> {
  const results = new Map<number, BlobResult>();
  for (const [n, message] of messages.entries()) {
    scanner.kernel.reserve(FREE + message.length);
    scanner.kernel.bytes.set(message, FREE);
    scanner.kernel.bytes.fill(0, FREE + message.length, FREE + message.length + MARGIN);
    const result = scanPlain(scanner, FREE, message.length, { skipBinary: false });
    if (result.matches.length > 0) results.set(n, result);
  }
  return results;
}

it("finds in many messages what a scan of each finds, and nothing from one to the next", () => {
  const words = fc.constantFrom(
    token(1),
    token(2),
    "farword",
    "aaaabbbbcccc9",
    "some words",
    "\n",
    "\0",
    "é".repeat(50),
    "x".repeat(70_000),
  );
  const messages = fc.array(
    fc.array(words, { maxLength: 5 }).map((parts) => Buffer.from(parts.join(" "))),
    { maxLength: 60 },
  );
  let met = 0;
  fc.assert(
    fc.property(messages, (all) => {
      const expected = alone(all);
      met += expected.size;
      expect(batched(all)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
  expect(met).toBeGreaterThan(50);
});
