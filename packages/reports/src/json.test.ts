import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileReport } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport } from "../test/sample.ts";
import { sortFindings, writeReport } from "./index.ts";
import { jsonText, jsonWithItems } from "./json-text.ts";

const parsed = (chunks: Iterable<string>): unknown => JSON.parse([...chunks].join(""));

describe("json", () => {
  it("gives back the receipt and the findings, whatever their texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(parsed(writeReport("json", report, OPTIONS))).toEqual({ receipt: report.receipt, findings: sortFindings(report.findings) });
      }),
    );
  });
});

describe("jsonl", () => {
  it("is one finding a line, whatever their texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const lines = [...writeReport("jsonl", report, OPTIONS)].join("").split("\n");
        expect(lines.pop()).toBe("");
        expect(lines.map((line): unknown => JSON.parse(line))).toEqual(sortFindings(report.findings));
      }),
    );
  });

  it("is empty for a clean scan", () => {
    expect([...writeReport("jsonl", cleanReport(), OPTIONS)]).toEqual([]);
  });

  it("has all of 10,000 findings", () => {
    expect([...writeReport("jsonl", bigReport(10_000), OPTIONS)]).toHaveLength(10_000);
  });
});

describe("jsonText", () => {
  it("escapes for the eye and loses nothing", () => {
    expect(jsonText("\u202e\u{e0041}\u0085é")).toBe(String.raw`"\u202e\udb40\udc41\u0085é"`);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value, 2))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("jsonWithItems", () => {
  it("writes the same document as the whole would be", () => {
    const items = [{ a: "[]" }, [], { key: [] }, "x\ny"];
    const text = [...jsonWithItems({ a: [{ key: [] }, { list: [] }] }, "list", items)].join("");
    expect(text).toBe(`${JSON.stringify({ a: [{ key: [] }, { list: items }] }, null, 2)}\n`);
  });

  it("refuses a key that is not the last", () => {
    expect(() => [...jsonWithItems({ list: [], more: 1 }, "list", [])]).toThrow(/last key/);
  });
});
