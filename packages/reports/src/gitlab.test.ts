import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as z from "zod";
import { gitlabSchema } from "../test/gitlab-schema.ts";
import { hostileReport } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, finding, sampleReport } from "../test/sample.ts";
import { type Report, writeReport } from "./index.ts";

const validate = new Ajv({ allErrors: true }).compile(gitlabSchema);
const Document = z.looseObject({
  scan: z.looseObject({ start_time: z.string(), status: z.string(), messages: z.array(z.unknown()).optional() }),
  vulnerabilities: z.array(
    z.looseObject({
      id: z.string(),
      description: z.string(),
      location: z.looseObject({ file: z.string(), commit: z.looseObject({ sha: z.string() }) }),
      flags: z.array(z.unknown()).optional(),
    }),
  ),
});

function gitlab(report: Report): z.infer<typeof Document> {
  const document: unknown = JSON.parse([...writeReport("gitlab", report, OPTIONS)].join(""));
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return Document.parse(document);
}

it.each([
  ["the small report", sampleReport()],
  ["a clean scan", cleanReport()],
  ["a partial scan", { ...sampleReport(), partial: true }],
  ["300 findings", bigReport(300)],
])("is valid by the schema for %s", (_, report) => {
  gitlab(report);
});

it("is valid by the schema whatever the texts are", () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      gitlab(report);
    }),
  );
});

it("writes times without a zone, since GitLab refuses a Z", () => {
  expect(gitlab(sampleReport()).scan.start_time).toBe("2026-03-02T09:14:05");
});

it("leaves accepted findings out and says so", () => {
  const document = gitlab(sampleReport());
  expect(document.vulnerabilities.map(({ location }) => location.file)).not.toContain("test/keys.py");
  expect(document.scan.messages).toContainEqual({ level: "info", value: "Accepted on purpose and left out: 1" });
});

it("names the commit that brought the secret, else HEAD, else none", () => {
  const sample = sampleReport();
  const byFile = new Map(gitlab(sample).vulnerabilities.map(({ location }) => [location.file, location.commit.sha]));
  expect(byFile.get("config/prod.env")).toMatch(/^3f2a91c0/);
  expect(byFile.get("src/settings.py")).toBe("9d2e7c41b0a8f3657e1d4c0b9a8f7e6d5c4b3a29");
  const outside = { ...sample, receipt: { ...sample.receipt, roots: [{ path: "/srv/shop" }] } };
  expect(gitlab(outside).vulnerabilities.find(({ location }) => location.file === "src/settings.py")?.location.commit.sha).toBe("0000000");
});

it("keeps the id of a finding from run to run", () => {
  const ids = (): string[] => gitlab(sampleReport()).vulnerabilities.map(({ id }) => id);
  expect(ids()).toEqual(ids());
  expect(new Set(ids()).size).toBe(5);
});

it("flags what it doubts", () => {
  const doubtful = finding(2, 9, [{ path: "a", line: 1, column: 1, endLine: 1, endColumn: 2 }], { confidence: 0.2 });
  const explained = { ...doubtful, explanation: { ...doubtful.explanation, doubts: ["it reads like a word"] } };
  expect(gitlab({ ...cleanReport(), findings: [explained] }).vulnerabilities[0]?.flags).toEqual([
    { type: "flagged-as-likely-false-positive", origin: "stanch", description: "it reads like a word" },
  ]);
});
