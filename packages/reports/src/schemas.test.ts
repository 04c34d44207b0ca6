import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { OPTIONS, bigReport, sampleReport } from "../test/sample.ts";
import { writeReport } from "./index.ts";
import { findingSchema, receiptSchema, schemaFiles } from "./schemas.ts";

describe("schemas", () => {
  it.each(Object.entries(schemaFiles()))("docs/schemas/%s is up to date (npm run generate)", (name, text) => {
    expect(readFileSync(new URL(`../../../docs/schemas/${name}`, import.meta.url), "utf8")).toBe(text);
  });

  it("describe every line of a JSONL report and its receipt", () => {
    const ajv = new Ajv2020({ allErrors: true });
    const validate = ajv.compile(findingSchema());
    const validateReceipt = ajv.compile(receiptSchema());
    for (const report of [sampleReport(), bigReport(50)]) {
      for (const line of writeReport("jsonl", report, OPTIONS)) {
        validate(JSON.parse(line));
        expect(validate.errors ?? []).toEqual([]);
      }
      expect(validateReceipt(report.receipt)).toBe(true);
    }
    expect(validate({ id: 1 })).toBe(false);
  });
});
