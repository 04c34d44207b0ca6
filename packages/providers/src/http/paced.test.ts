import { expect, it } from "vitest";
import { retryAfterMs } from "./paced.ts";

const now = new Date("2026-11-24T10:00:00Z");

it.each([
  [undefined, undefined],
  ["", undefined],
  ["soon", undefined],
  ["-1", undefined],
  ["1e9", undefined],
  ["0", 0],
  ["2", 2000],
  [" 1.5 ", 1500],
  ["Tue, 24 Nov 2026 10:00:30 GMT", 30_000],
  ["Tue, 24 Nov 2026 09:59:30 GMT", 0],
])("reads Retry-After %j", (value, expected) => expect(retryAfterMs(value, now)).toBe(expected));
