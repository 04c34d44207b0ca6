import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { hostileReport } from "../test/hostile.ts";
import { OPTIONS, cleanReport, sampleReport } from "../test/sample.ts";
import { type Report, writeReport } from "./index.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** Parses strictly by XML 1.0: any slip throws. */
function junit(report: Report): Element {
  const parser = new SaxesParser();
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  for (const chunk of writeReport("junit", report, OPTIONS)) parser.write(chunk);
  parser.close();
  const [suites] = root.children;
  if (suites === undefined) throw new Error("no root element");
  return suites;
}

/** Attributes that the strict schema of Jenkins' xUnit plugin (junit-10.xsd) knows. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  testsuites: ["name", "time", "tests", "failures", "errors"],
  testsuite: [
    "name",
    "tests",
    "failures",
    "errors",
    "group",
    "time",
    "skipped",
    "timestamp",
    "hostname",
    "id",
    "package",
    "file",
    "log",
    "url",
  ],
  testcase: ["name", "time", "classname", "group"],
  failure: ["type", "message"],
  error: ["type", "message"],
  skipped: ["type", "message"],
};

function expectKnown(element: Element): void {
  const known = KNOWN[element.name] ?? [];
  for (const name of Object.keys(element.attributes)) expect(known).toContain(name);
  for (const child of element.children) expectKnown(child);
}

describe("junit", () => {
  it("is well-formed, known to Jenkins and counted right whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const suites = junit(report);
        expectKnown(suites);
        const cases = suites.children[0]?.children ?? [];
        const having = (name: string): number => cases.filter(({ children }) => children.some((child) => child.name === name)).length;
        expect(suites.attributes).toMatchObject({
          tests: String(cases.length),
          failures: String(having("failure")),
          errors: String(having("error")),
        });
        expect(suites.children[0]?.attributes["skipped"]).toBe(String(having("skipped")));
        expect(cases.length).toBeGreaterThan(0);
      }),
    );
  });

  it("is one passed case for a clean scan", () => {
    expect(junit(cleanReport()).children[0]?.children).toEqual([
      { name: "testcase", attributes: { classname: "stanch", name: "no secret found" }, children: [] },
    ]);
  });

  it("is an error, not a pass, when a scan without findings was cut short", () => {
    const { attributes } = junit({ ...cleanReport(), partial: true });
    expect(attributes).toMatchObject({ tests: "1", failures: "0", errors: "1" });
  });

  it("skips what is accepted or known and fails the rest", () => {
    expect(junit(sampleReport()).attributes).toMatchObject({ tests: "6", failures: "4" });
    expect(junit(sampleReport()).children[0]?.attributes["skipped"]).toBe("2");
  });
});
