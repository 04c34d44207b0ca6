import type { Detector } from "@stanch/model";
import { expect, it } from "vitest";
import { compile } from "../compile.ts";
import { kernelTables } from "./tables.ts";
import { packTables, unpackTables } from "./tables-file.ts";

const detector = (id: string, prefix: string): Detector => ({
  id,
  title: "t",
  provider: "p",
  category: "saas",
  severity: "low",
  opens: "o",
  prefixes: [prefix],
  pattern: new RegExp(`${prefix}[a-z]{20}`),
  examples: [],
  counterExamples: [],
  references: [],
});

it("gives back the tables it kept, and none for another set, version or a cut file", () => {
  const tables = kernelTables(compile([detector("a", "aaa_"), detector("b", "bbbbb_")]));
  const digest = "0123456789abcdef".repeat(4);
  const bytes = packTables(tables, digest);
  expect(unpackTables(bytes, digest)).toEqual(tables);
  expect(unpackTables(bytes, digest.replace("0", "1"))).toBeUndefined();
  expect(unpackTables(bytes.subarray(0, -1), digest)).toBeUndefined();
  expect(unpackTables(Buffer.concat([Buffer.from("x"), bytes]), digest)).toBeUndefined();
});
