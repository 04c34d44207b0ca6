import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { systems } from "./index.ts";

const tool = { repository: "https://code.example.test/acme/stanch.git", revision: "0123456789abcdef0123456789abcdef01234567" };

/** Every text of a parsed document. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

it("has 18 systems, each with its own id, file of variables and snippet", () => {
  expect(systems).toHaveLength(18);
  expect(new Set(systems.map(({ id }) => id)).size).toBe(18);
});

describe.each(systems)("$id", (system) => {
  const snippet = system.snippet(tool);

  it("brings a fixed commit of the program and starts `stanch ci`", () => {
    expect(snippet.text).toContain(tool.revision);
    expect(snippet.text).toContain(tool.repository);
    if (system.id !== "github-actions") expect(snippet.text).toMatch(/stanch"? ci\b/);
    expect(snippet.text).toMatch(/\n$/);
  });

  it.skipIf(snippet.language !== "yaml")("is YAML without a warning", () => {
    const document: unknown = parse(snippet.text, { strict: true, uniqueKeys: true, prettyErrors: true });
    expect(document).toBeTypeOf("object");
    expect(texts(document).some((text) => text.includes(tool.revision)) || system.id === "codeship").toBe(true);
  });

  it.skipIf(snippet.language === "yaml")("closes what it opens", () => {
    const open: string[] = [];
    for (const sign of snippet.text.replaceAll(/'[^'\n]*'/g, "").replaceAll(/"[^"\n]*"/g, "")) {
      if ("({[".includes(sign)) open.push(sign);
      if (")}]".includes(sign)) expect(`${open.pop() ?? ""}${sign}`).toMatch(/^(?:\(\)|\{\}|\[\])$/);
    }
    expect(open).toEqual([]);
  });

  it.skipIf(snippet.language !== "yaml")("holds shell lines that a POSIX shell reads", () => {
    const lines = texts(parse(snippet.text)).filter((text) => text.includes("stanch ci") || text.includes("git clone"));
    for (const line of lines) {
      // Buildkite writes its own variables' sign twice.
      const script = line.replaceAll("$$", "$");
      const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
      expect({ script, status, stderr }).toEqual({ script, status: 0, stderr: "" });
    }
  });

  it("names where its reports are as it writes them", () => {
    for (const { file } of system.reports.filter(
      ({ format }) => format === "junit" && !["bitbucket-pipelines", "github-actions"].includes(system.id),
    ))
      expect(snippet.text).toMatch(new RegExp(`${file.replaceAll(".", "\\.")}|stanch-reports\\b`));
  });

  it("tells its variables from those of no other system, and nothing from none", () => {
    expect(system.detect({})).toBe(false);
    expect(system.detect({ CI: "true" })).toBe(false);
    expect(system.references.every((url) => url.startsWith("https://"))).toBe(true);
  });
});
