import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HIDDEN, hostileReport } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, finding, sampleReport } from "../test/sample.ts";
import { FORMATS, isFormat, sortFindings, writeReport } from "./index.ts";

const EXTENSION = {
  text: "txt",
  json: "json",
  jsonl: "jsonl",
  sarif: "sarif",
  gitlab: "gitlab.json",
  junit: "xml",
  csv: "csv",
  markdown: "md",
  html: "html",
  codequality: "codequality.json",
  bitbucket: "bitbucket.json",
  github: "github.log",
  azure: "azure.log",
  teamcity: "teamcity.log",
} as const;

describe.each(FORMATS)("%s", (format) => {
  const whole = (report = sampleReport(), options = OPTIONS): string => [...writeReport(format, report, options)].join("");

  it("writes the small report as its golden file has it", async () => {
    await expect(whole()).toMatchFileSnapshot(`../test/fixtures/sample.${EXTENSION[format]}`);
  });

  it("writes a clean scan as its golden file has it", async () => {
    await expect(whole(cleanReport())).toMatchFileSnapshot(`../test/fixtures/clean.${EXTENSION[format]}`);
  });

  it("says the same twice, whatever the order of the findings", () => {
    const report = sampleReport();
    expect(whole({ ...report, findings: report.findings.toReversed() })).toBe(whole(report));
  });

  it("says that a scan was cut short", () => {
    if (format === "jsonl" || format === "csv" || format === "json") return; // rows only; the receipt says `complete`
    expect(whole({ ...cleanReport(), partial: true })).toMatch(/cut short/);
  });

  it("holds no character that hides or moves anything, whatever the repository's texts are", () => {
    fc.assert(
      fc.property(hostileReport, fc.boolean(), (report, full) => {
        const text = whole(report, { ...OPTIONS, full });
        expect(text.replaceAll(/\r?\n/g, "")).not.toMatch(HIDDEN);
        expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.skipIf(format === "csv")("tells what a secret says of itself", () => {
    const report = sampleReport();
    const [first] = report.findings;
    if (first === undefined) expect.unreachable();
    const told = { ...first, explanation: { ...first.explanation, facts: ["expired on 2024-05-01", "Acme account 4711"] } };
    expect(whole({ ...report, findings: [told] })).toContain("Acme account 4711");
    expect(whole(report)).not.toContain("Acme account 4711");
  });

  it("never puts more than one finding into a chunk", () => {
    const sizes = [...writeReport(format, bigReport(300), OPTIONS)].map((chunk) => chunk.length);
    expect(Math.max(...sizes)).toBeLessThan(8000);
  });
});

it("knows its formats by name", () => {
  const forCi = ["codequality", "bitbucket", "github", "azure", "teamcity"];
  expect(FORMATS).toEqual(["text", "json", "jsonl", "sarif", "gitlab", "junit", "csv", "markdown", "html", ...forCi]);
  expect(isFormat("toString")).toBe(false);
});

it("sorts by validity, severity, expiry, confidence and path", () => {
  const at = (path: string): { path: string; line: number; column: number; endLine: number; endColumn: number }[] => [
    { path, line: 1, column: 1, endLine: 1, endColumn: 2 },
  ];
  const sorted = sortFindings([
    finding(0, 1, at("a"), { validity: "invalid" }),
    finding(2, 2, at("b"), { confidence: 0.5 }),
    finding(2, 3, at("z")),
    finding(2, 4, at("c")),
    finding(1, 5, at("d"), { validity: "unknown" }),
    finding(2, 6, at("e"), { validity: "valid" }),
    finding(2, 7, at("f"), { expired: true, confidence: 0.99 }),
    finding(1, 8, at("g"), { expired: true }),
  ]);
  expect(sorted.map((one) => one.occurrences[0]?.path)).toEqual(["e", "d", "g", "c", "z", "b", "f", "a"]);
});
