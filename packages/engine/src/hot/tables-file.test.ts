import type { Detector } from "@stanch/model";
import { expect, it } from "vitest";
import { compile } from "../compile.ts";
import { kernelTables } from "./tables.ts";
import { packTables, tablesDigest, unpackTables } from "./tables-file.ts";

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
  const set = compile([detector("a", "aaa_"), detector("b", "bbbbb_")]);
  const tables = kernelTables(set);
  const bytes = packTables(tables, tablesDigest(set));
  expect(unpackTables(bytes, tablesDigest(set))).toEqual(tables);
  expect(unpackTables(bytes, tablesDigest(compile([detector("a", "aaa_"), detector("b", "bbbbc_")])))).toBeUndefined();
  expect(unpackTables(bytes.subarray(0, -1), tablesDigest(set))).toBeUndefined();
  expect(unpackTables(Buffer.concat([Buffer.from("x"), bytes]), tablesDigest(set))).toBeUndefined();
});
