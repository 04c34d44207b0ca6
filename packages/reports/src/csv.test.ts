import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileReport } from "../test/hostile.ts";
import { OPTIONS, cleanReport, finding, sampleReport } from "../test/sample.ts";
import { type Report, visible, writeReport } from "./index.ts";

const csv = (report: Report): string => [...writeReport("csv", report, OPTIONS)].join("");

/** A reader by RFC 4180, or of the lenient kind that spreadsheets are, with any separator. */
function parse(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i] ?? "";
      else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = "";
    } else if (char === "\r" && text[i + 1] === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
      i++;
    } else cell += char;
  }
  // Only the separator that we write makes whole rows; what another one leaves over counts as a cell.
  return row.length === 0 && cell === "" ? rows : [...rows, [...row, cell]];
}

const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

describe("csv", () => {
  it("has a header and a row for each occurrence, whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const [header, ...rows] = parse(csv(report), ",");
        expect(rows).toHaveLength(report.findings.reduce((sum, one) => sum + one.occurrences.length, 0));
        for (const row of rows) expect(row).toHaveLength(header?.length ?? 0);
      }),
    );
  });

  it.each([",", ";", "\t", "|"])("begins no cell like a formula, even when read with the separator %j", (separator) => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const cell of parse(csv(report), separator).flat()) expect(cell).not.toMatch(FORMULA);
      }),
    );
  });

  it("changes nothing but what hides and what a spreadsheet would compute", () => {
    const paths = ["=1+1", 'a\nb,"c"', "plain/path.env", "-x;=y", "a-b=c"];
    const places = paths.map((path) => ({ path, line: 1, column: 1, endLine: 1, endColumn: 2 }));
    const [header, ...rows] = parse(csv({ ...cleanReport(), findings: [finding(0, 1, places)] }), ",");
    const column = header?.indexOf("path") ?? -1;
    expect(new Set(rows.map((row) => row[column]))).toEqual(new Set(["'=1+1", "'-x;'=y", visible('a\\nb,"c"'), "a-b=c", "plain/path.env"]));
  });

  it("is the header alone for a clean scan", () => {
    expect(csv(cleanReport()).split("\r\n")).toHaveLength(2);
    expect(csv(sampleReport()).split("\r\n")).toHaveLength(14);
  });
});
