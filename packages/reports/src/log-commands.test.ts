import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileReport } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, finding, sampleReport } from "../test/sample.ts";
import { type Format, type Report, writeReport } from "./index.ts";

const lines = (format: Format, report: Report, more: object = {}): string[] =>
  [...writeReport(format, report, { ...OPTIONS, ...more })].join("").split("\n").filter(Boolean);

/** A finding at a path that tries to end the command and to begin another. */
function hostile(path: string): Report {
  const one = finding(0, 1, [{ path, line: 3, column: 5, endLine: 3, endColumn: 9 }], {
    title: `Key ${path}`,
    detector: "plivo-auth-token",
  });
  return { ...cleanReport(), findings: [one] };
}

const HOSTILE = [
  "a\n::error::injected",
  "a,line=99::injected",
  "a%0A::set-output name=x::y",
  "a]##vso[task.complete result=Succeeded;]done",
  "a;linenumber=99",
  "a%AZP25%3B%5D",
  "a'|]\n##teamcity[buildStatus status='SUCCESS']",
  "a ##[command] b",
  "café/日本/\u202e\u0000",
];

/** Readers of the three forms, written after the programs' own. */
const READERS = {
  github(line: string) {
    const [, name, properties = "", message = ""] = /^::(\w+)(?: ([^\n]*?))?::(.*)$/s.exec(line) ?? [];
    const undo = (text: string): string =>
      text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
    const facts = Object.fromEntries(
      properties.split(",").map((part) => [part.slice(0, part.indexOf("=")), undo(part.slice(part.indexOf("=") + 1))]),
    );
    return { name, path: facts["file"], line: facts["line"], message: undo(message), keys: Object.keys(facts) };
  },
  azure(line: string) {
    const [, name, properties = "", message = ""] = /^##vso\[([\w.]+) ([^\]]*)\](.*)$/s.exec(line) ?? [];
    const undo = (text: string): string =>
      text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%5D", "]").replaceAll("%3B", ";").replaceAll("%AZP25", "%");
    const parts = properties.split(";").filter(Boolean);
    const facts = Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf("=")), undo(part.slice(part.indexOf("=") + 1))]));
    return { name, path: facts["sourcepath"], line: facts["linenumber"], message: undo(message), keys: Object.keys(facts) };
  },
  teamcity(line: string) {
    const [, name, rest = ""] = /^##teamcity\[(\w+) (.*)\]$/s.exec(line) ?? [];
    const facts: Record<string, string> = {};
    let left = rest;
    for (;;) {
      const found = /^\s*(\w+)='((?:\|0x[0-9a-f]{4}|\|.|[^|'[\]\n])*)'/.exec(left);
      if (found === null) break;
      facts[found[1] ?? ""] = (found[2] ?? "").replace(/\|0x([0-9a-f]{4})|\|(.)/g, (_, code: string | undefined, sign: string) =>
        code === undefined ? sign : String.fromCharCode(Number.parseInt(code, 16)),
      );
      left = left.slice(found[0].length);
    }
    return {
      name,
      path: facts["file"],
      line: facts["line"],
      message: facts["message"] ?? "",
      keys: left === "" ? Object.keys(facts) : ["unread", left],
    };
  },
};

const EXPECTED = {
  github: { name: "error", keys: ["file", "line", "endLine", "col", "endColumn", "title"] },
  azure: { name: "task.logissue", keys: ["type", "sourcepath", "linenumber", "columnnumber", "code"] },
  teamcity: { name: "inspection", keys: ["typeId", "message", "file", "line", "SEVERITY"] },
} as const;

describe.each(["github", "azure", "teamcity"] as const)("%s", (format) => {
  it.each(HOSTILE)("stays one command at the path %j", (path) => {
    const own = lines(format, hostile(path)).filter((line) => !line.startsWith("##teamcity[inspectionType"));
    expect(own).toHaveLength(1);
    const read = READERS[format](own[0] ?? "");
    expect({ name: read.name, keys: read.keys, line: read.line }).toEqual({ ...EXPECTED[format], line: "3" });
    // What cannot be seen is shown by its escape; all else comes through as it is, but for what Azure would take for a command.
    const shown = format === "azure" ? path.replace(/##(?=\[|vso\[|teamcity\[)/g, "# #") : path;
    if (/^[\x20-\x7e]*$/.test(path)) expect(read.path).toBe(shown);
    expect(read.message).toContain("Next: stanch explain");
  });

  it("is read back whole, whatever the repository's texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const line of lines(format, report)) {
          const { name, keys } = READERS[format](line);
          expect(name).toBeDefined();
          expect(keys[0]).not.toBe("unread");
          expect(line.slice(2)).not.toMatch(/##(?:\[|vso\[|teamcity\[)/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says nothing of what is accepted or known, and nothing where nothing was found", () => {
    expect(lines(format, cleanReport())).toEqual([]);
    expect(lines(format, sampleReport()).join("\n")).not.toContain("test/keys.py");
  });
});

it("gives GitHub ten of a level at most, and says how many are missing", () => {
  const all = lines("github", bigReport(300));
  for (const level of ["error", "warning", "notice"])
    expect(all.filter((line) => line.startsWith(`::${level} `)).length).toBeLessThanOrEqual(10);
  expect(all.at(-1)).toMatch(/::\d+ more findings: GitHub shows ten of a kind/);
});

it("names paths from the workspace for GitHub and TeamCity, absolute ones for Azure", () => {
  const report = hostile("config/app.env");
  expect(lines("github", report, { pathPrefix: "shop/" })[0]).toContain("file=shop/config/app.env,");
  expect(lines("teamcity", report, { pathPrefix: "shop/" })[1]).toContain("file='shop/config/app.env'");
  expect(lines("azure", report, { linkRoot: "/srv/shop" })[0]).toContain("sourcepath=/srv/shop/config/app.env;");
});

it("names each kind once for TeamCity", () => {
  const one = finding(0, 1, [{ path: "a", line: 1, column: 1, endLine: 1, endColumn: 2 }]);
  const two = finding(0, 2, [{ path: "b", line: 1, column: 1, endLine: 1, endColumn: 2 }]);
  const all = lines("teamcity", { ...cleanReport(), findings: [one, two] });
  expect(all.map((line) => /\[(\w+)/.exec(line)?.[1])).toEqual(["inspectionType", "inspection", "inspection"]);
});
