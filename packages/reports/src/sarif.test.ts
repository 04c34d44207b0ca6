import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { hostileReport, hostileText } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, finding, sampleReport } from "../test/sample.ts";
import { type Report, type ReportOptions, writeReport } from "./index.ts";
import { uriOf } from "./sarif.ts";

const Place = z.looseObject({
  physicalLocation: z.looseObject({
    artifactLocation: z.object({ uri: z.string(), uriBaseId: z.string() }),
    region: z.looseObject({ startLine: z.int() }),
  }),
});
const Result = z.looseObject({
  ruleId: z.string(),
  ruleIndex: z.int(),
  level: z.string(),
  message: z.object({ text: z.string() }),
  locations: z.array(Place),
  partialFingerprints: z.record(z.string(), z.string()),
  baselineState: z.string().optional(),
  suppressions: z.array(z.unknown()).optional(),
});
const Rule = z.looseObject({
  id: z.string(),
  shortDescription: z.object({ text: z.string() }),
  fullDescription: z.object({ text: z.string() }),
  help: z.object({ text: z.string() }),
  properties: z.looseObject({ tags: z.array(z.string()), "security-severity": z.string() }),
});
const Log = z.looseObject({
  runs: z.tuple([
    z.looseObject({
      tool: z.object({ driver: z.looseObject({ rules: z.array(Rule) }) }),
      automationDetails: z.object({ id: z.string() }),
      versionControlProvenance: z.array(z.unknown()).optional(),
      invocations: z.tuple([
        z.looseObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.object({ level: z.string(), message: z.object({ text: z.string() }) })).optional(),
        }),
      ]),
      results: z.array(Result),
    }),
  ]),
});

// The schema is SARIF's own (2.1.0-rtm.5), of which one expression is none under the `u` flag; URIs are checked by the standard's grammar.
const schemaPath = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const schema: unknown = JSON.parse(readFileSync(schemaPath, "utf8"));
const ajv = addFormats.default(new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false }));
const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));

function sarif(report: Report, options: Partial<ReportOptions> = {}): z.infer<typeof Log> {
  const log: unknown = JSON.parse([...writeReport("sarif", report, { ...OPTIONS, ...options })].join(""));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return Log.parse(log);
}

describe("sarif", () => {
  it.each([
    ["the small report", sampleReport()],
    ["a clean scan", cleanReport()],
    ["a partial scan", { ...sampleReport(), partial: true }],
    ["300 findings", bigReport(300)],
  ])("is valid by its schema for %s", (_, report) => {
    expect(sarif(report).runs[0].results).toHaveLength(report.findings.length);
  });

  it("is checked by a schema that refuses what is none", () => {
    expect(validate({ version: "2.1.0", runs: [{ tool: { driver: {} } }] })).toBe(false);
    expect(validate({ version: "2.1.0", runs: [{ tool: { driver: { name: "x", informationUri: "not a uri" } } }] })).toBe(false);
  });

  it("is valid by its schema whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        sarif(report);
      }),
      { numRuns: 60 },
    );
  });

  it("names a rule for each result, with what code scanning asks of one", () => {
    const [run] = sarif(sampleReport()).runs;
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    for (const rule of run.tool.driver.rules) {
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.properties.tags).toContain("security");
      expect(Number(rule.properties["security-severity"])).toBeGreaterThan(0);
    }
  });

  it("keeps the fingerprint of a finding when its line moves, and tells two findings apart", () => {
    const prints = (report: Report): (string | undefined)[] =>
      sarif(report).runs[0].results.map(({ partialFingerprints }) => partialFingerprints["primaryLocationLineHash"]);
    const report = sampleReport();
    const moved = report.findings.map((one) => ({
      ...one,
      occurrences: one.occurrences.map((place) => ({ ...place, line: place.line + 7, endLine: place.endLine + 7 })),
    }));
    expect(prints({ ...report, findings: moved })).toEqual(prints(report));
    expect(new Set(prints(report)).size).toBe(report.findings.length);
  });

  it("keeps the 5000 most harmful findings and says how many it left out", () => {
    const [run] = sarif(bigReport(5003)).runs;
    expect(run.results).toHaveLength(5000);
    expect(run.invocations[0].toolExecutionNotifications).toContainEqual({
      level: "warning",
      message: { text: "3 findings beyond the 5000 most harmful ones are left out, as code scanning keeps no more." },
    });
    expect(run.results[0]?.level).toBe("error");
  });

  it("lists 100 places of a finding and says that there are more", () => {
    const occurrences = Array.from({ length: 140 }, (_, n) => ({ path: `f${n}`, line: 1, column: 1, endLine: 1, endColumn: 2 }));
    const [run] = sarif({ ...cleanReport(), findings: [finding(0, 9, occurrences)] }).runs;
    expect(run.results[0]?.locations).toHaveLength(100);
    expect(run.invocations[0].toolExecutionNotifications?.[0]?.message.text).toMatch(/1 finding has more than 100 places/);
  });

  it("marks accepted findings as suppressed and known ones as unchanged", () => {
    const results = sarif(sampleReport()).runs[0].results;
    const byPath = (path: string): z.infer<typeof Result> | undefined =>
      results.find((one) => one.locations[0]?.physicalLocation.artifactLocation.uri === path);
    expect(byPath("test/keys.py")?.suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "a test's own key, until 2027-01-01" },
    ]);
    expect(byPath("src/legacy.rb")?.baselineState).toBe("unchanged");
    expect(byPath("config/prod.env")?.baselineState).toBe("new");
    expect(byPath("config/prod.env")?.suppressions).toBeUndefined();
  });

  it("fails the run when the scan was cut short", () => {
    expect(sarif({ ...sampleReport(), partial: true }).runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(sarif(sampleReport()).runs[0].invocations[0].executionSuccessful).toBe(true);
  });

  it("tells uploads apart and where the history comes from", () => {
    const [run] = sarif(sampleReport(), { category: "stanch-nightly", repositoryUri: "https://git.example/shop" }).runs;
    expect(run.automationDetails.id).toBe("stanch-nightly/2026-03-02T09:14:05.120Z");
    expect(run.versionControlProvenance).toEqual([
      {
        repositoryUri: "https://git.example/shop",
        revisionId: "9d2e7c41b0a8f3657e1d4c0b9a8f7e6d5c4b3a29",
        mappedTo: { uriBaseId: "%SRCROOT%" },
      },
    ]);
  });
});

describe("uriOf", () => {
  it.each([
    ["a b/c#d?e.env", "a%20b/c%23d%3Fe.env"],
    ["100%.txt", "100%25.txt"],
    ["c:/x", "c%3A/x"],
    ["größe/你", "gr%C3%B6%C3%9Fe/%E4%BD%A0"],
    ["a\nb", "a%0Ab"],
  ])("encodes %j", (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });

  it("gives back the path when decoded", () => {
    fc.assert(
      fc.property(hostileText, (path) => {
        expect(decodeURIComponent(uriOf(path))).toBe(path.toWellFormed());
      }),
    );
  });
});
