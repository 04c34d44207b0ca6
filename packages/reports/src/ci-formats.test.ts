import fc from "fast-check";
import { expect, it } from "vitest";
import * as z from "zod";
import { hostileReport } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, sampleReport } from "../test/sample.ts";
import { type Format, type Report, writeReport } from "./index.ts";

const parsed = (format: Format, report: Report): unknown => JSON.parse([...writeReport(format, report, OPTIONS)].join(""));

/** What GitLab's code quality documents ask for. */
const CodeQuality = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string(),
    fingerprint: z.string().min(1),
    severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
    location: z.strictObject({ path: z.string(), lines: z.strictObject({ begin: z.int().positive(), end: z.int().optional() }) }),
  }),
);

/** What Bitbucket Cloud's documents of Code Insights ask for. */
const CodeInsights = z.strictObject({
  report: z.strictObject({
    title: z.string().max(450),
    details: z.string().max(2000),
    report_type: z.literal("SECURITY"),
    reporter: z.string(),
    result: z.enum(["PASSED", "FAILED"]),
    data: z.array(z.strictObject({ title: z.string(), type: z.literal("NUMBER"), value: z.int() })).max(6),
  }),
  annotations: z
    .array(
      z.strictObject({
        external_id: z.string().max(450),
        annotation_type: z.literal("VULNERABILITY"),
        severity: z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
        summary: z.string().max(450),
        details: z.string().max(2000),
        path: z.string(),
        line: z.int().positive(),
        result: z.literal("FAILED"),
      }),
    )
    .max(1000),
});

it("writes code quality as a bare list, an entry a new finding, each fingerprint once", () => {
  expect(CodeQuality.parse(parsed("codequality", cleanReport()))).toEqual([]);
  const entries = CodeQuality.parse(parsed("codequality", bigReport(300)));
  expect(entries.length).toBeGreaterThan(100);
  expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
  expect(CodeQuality.parse(parsed("codequality", sampleReport())).map(({ location }) => location.path)).not.toContain("test/keys.py");
});

it("writes Code Insights that pass without findings and fail with one", () => {
  expect(CodeInsights.parse(parsed("bitbucket", cleanReport())).report.result).toBe("PASSED");
  const { report, annotations } = CodeInsights.parse(parsed("bitbucket", sampleReport()));
  expect(report.result).toBe("FAILED");
  expect(annotations.map(({ path }) => path)).toContain("config/prod.env");
  expect(annotations.map(({ path }) => path)).not.toContain("test/keys.py");
  expect(CodeInsights.parse(parsed("bitbucket", { ...cleanReport(), partial: true })).report.result).toBe("FAILED");
});

it("keeps to the forms and their lengths, whatever the texts are", () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      CodeQuality.parse(parsed("codequality", report));
    }),
    { numRuns: 30 },
  );
  fc.assert(
    fc.property(hostileReport, (report) => void CodeInsights.parse(parsed("bitbucket", report))),
    { numRuns: 60 },
  );
});
