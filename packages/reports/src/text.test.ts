import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HIDDEN, hostileReport, hostileText } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, finding, sampleReport } from "../test/sample.ts";
import { type Report, type ReportOptions, findingText, writeReport } from "./index.ts";
import { columns } from "./terminal.ts";

const text = (report: Report, options: Partial<ReportOptions> = {}): string =>
  [...writeReport("text", report, { ...OPTIONS, ...options })].join("");
const at = { path: "a.env", line: 1, column: 1, endLine: 1, endColumn: 2 };

describe("text", () => {
  it("groups many findings as its golden file has it", async () => {
    await expect(text(bigReport(60))).toMatchFileSnapshot("../test/fixtures/grouped.txt");
  });

  it("shows everything with --full as its golden file has it, in colour", async () => {
    await expect(
      text(sampleReport(), { full: true, color: true, hyperlinks: true, width: 100 }).replaceAll("\u001b", "␛"),
    ).toMatchFileSnapshot("../test/fixtures/full-color.txt");
  });

  it("says the same with colours and links as without", () => {
    const plain = text(sampleReport());
    expect(text(sampleReport(), { color: true })).not.toBe(plain);
    expect(stripVTControlCharacters(text(sampleReport(), { color: true, hyperlinks: true }))).toBe(plain);
  });

  it("writes no sequences but its own, whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const painted = text(report, { color: true, hyperlinks: true });
        // ESC first becomes a sign that no text can hold raw: a lint rule keeps control characters out of expressions.
        expect(painted).not.toContain("\uffff");
        const rest = painted
          .replaceAll("\u001b", "\uffff")
          .replaceAll(/\uffff\[(?:1|2|22|3[1-6]|39)m|\uffff\]8;;(?:file:\/\/[!-~]*)?\uffff\\/g, "");
        expect(rest.replaceAll("\n", "")).not.toMatch(HIDDEN);
      }),
    );
  });

  it.each([60, 80, 120])("keeps to %i columns", (width) => {
    for (const report of [sampleReport(), bigReport(120), cleanReport()]) {
      for (const line of text(report, { width }).split("\n")) expect(columns(line)).toBeLessThanOrEqual(width);
    }
  });

  it("keeps the secret of a long line in sight", () => {
    const { masked } = finding(0, 1, [at]);
    const excerpt = `${"x".repeat(90)}"${masked}"${"y".repeat(90)}`;
    const lines = text({ ...cleanReport(), findings: [finding(0, 1, [{ ...at, excerpt, excerptLine: 1 }])] }).split("\n");
    expect(lines.find((line) => line.includes("> 1 │"))).toContain(masked);
  });

  it("never breaks a path or a command", () => {
    const path = `${"folder-with-a-long-name/".repeat(6)}.env`;
    expect(text({ ...cleanReport(), findings: [finding(0, 1, [{ ...at, path }])] }, { width: 40 })).toContain(`${path}:1:1\n`);
  });

  it("says in one line that nothing was found", () => {
    expect(text(cleanReport())).toBe("No secrets found in 1,204 files and 8,331 blobs of 412 commits (84.2 MB, 1.3 s).\n");
  });

  it("keeps 10,000 findings on a few screens", () => {
    const shown = text(bigReport(10_000));
    expect(shown.split("\n").length).toBeLessThan(80);
    expect(shown).toMatch(/10,000 secrets found: .*\n/);
    expect(shown).toMatch(/--full shows all 10,000 findings/);
  });

  it("counts known and accepted findings without showing them, unless asked to", () => {
    expect(text(sampleReport())).not.toMatch(/legacy\.rb|test\/keys\.py/);
    expect(text(sampleReport())).toMatch(/1 known from the baseline, 1 accepted on purpose/);
    expect(text(sampleReport(), { full: true })).toMatch(/legacy\.rb[^]*test\/keys\.py|test\/keys\.py[^]*legacy\.rb/);
  });

  it("is not at ease about a scan that was cut short", () => {
    expect(text({ ...cleanReport(), partial: true })).toMatch(/No secrets found\.\n[^]*PARTIAL/);
    expect(text({ ...cleanReport(), receipt: { ...cleanReport().receipt, complete: false } })).toMatch(/INCOMPLETE/);
  });

  it("links paths to files that are there, and none to what only the history has", () => {
    const linked = text(sampleReport(), { hyperlinks: true });
    expect(linked).toContain("\u001b]8;;file:///srv/shop/config/prod.env\u001b\\config/prod.env:12:18\u001b]8;;\u001b\\");
    expect(linked).not.toContain("file:///srv/shop/certs/old/server.key");
  });

  it("shows one finding alone as the report does", () => {
    const report = sampleReport();
    const [first] = report.findings;
    expect(first).toBeDefined();
    if (first !== undefined) expect(text(report)).toContain(`${findingText(first, OPTIONS)}\n`);
  });

  it("puts the given prefix before paths, so that they open from the current folder", () => {
    expect(text(sampleReport(), { pathPrefix: "../shop/" })).toContain("../shop/config/prod.env:12:18");
  });

  it("measures wide and combining characters as terminals do", () => {
    expect([columns("abc"), columns("你好"), columns("e\u0301"), columns("😀")]).toEqual([3, 4, 1, 2]);
    fc.assert(
      fc.property(hostileText, (any) => {
        expect(columns(any)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
