import { AssertionError } from "node:assert";
import { applyIgnores, isSuppressed } from "@stanch/scan";
import { describe, expect, it } from "vitest";
import { OPTIONS, finding } from "../test/sample.ts";
import { findingText } from "./index.ts";
import { silenceOf } from "./silence.ts";

const NOW = new Date("2026-03-02T09:14:05.120Z");
const found = (path: string) => finding(0, 1, [{ path, line: 3, column: 1, endLine: 3, endColumn: 9 }]);
const hides = (path: string, lines: string[], ignores: Parameters<typeof applyIgnores>[1]["ignores"]): boolean => {
  const options = { ignores, today: "2026-03-02", honourForeignMarks: false, mask: (text: string) => text, detectorIds: [] };
  const [one] = applyIgnores([{ finding: found(path), marks: [lines] }], options).findings;
  if (one === undefined) throw new AssertionError({ message: "the finding is gone" });
  return isSuppressed(one);
};

describe("how to accept a finding", () => {
  const { inline, config } = silenceOf(found("test/fixtures/a.env"), NOW);
  const ignores = [{ ...JSON.parse(config), where: "stanch.config.jsonc:1" }];

  it("is a comment that holds on its line and on the one below", () => {
    expect(hides("test/fixtures/a.env", [`KEY=1 # ${inline}`, ""], [])).toBe(true);
    expect(hides("test/fixtures/a.env", ["KEY=1", `# ${inline}`], [])).toBe(true);
    expect(hides("test/fixtures/a.env", ["KEY=1", ""], [])).toBe(false);
  });

  it("or an entry of the configuration for its kind in its folder, and nowhere else", () => {
    expect(hides("test/fixtures/a.env", [], ignores)).toBe(true);
    expect(hides("test/fixtures/deep/b.env", [], ignores)).toBe(true);
    expect(hides("src/a.env", [], ignores)).toBe(false);
  });

  it("ends half a year later, and stands below the finding in full", () => {
    expect(JSON.parse(config)).toMatchObject({ until: "2026-08-29" });
    const text = findingText(found("a.env"), { ...OPTIONS, full: true }, NOW);
    expect(text).toContain(silenceOf(found("a.env"), NOW).inline);
    expect(text).toContain('"path":"a.env"');
  });
});
