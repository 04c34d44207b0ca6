import { detectors } from "@stanch/detectors";
import { type Detector, type Finding, fake, mask } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causesOf } from "../src/causes.ts";
import { explain, htmlPage, hygieneChecks, markdownPage, pageOf, textPage } from "../src/index.ts";

const at = { commands: new Set(["scan", "check-hygiene"]), now: new Date("2026-11-24T00:00:00Z") };

function kind(id: string): Detector {
  const found = detectors.find((detector) => detector.id === id);
  if (found === undefined) throw new Error(`no kind ${id}`);
  return found;
}

const SECRET = fake("[A-Za-z0-9]{40}", 7);

function finding(occurrences: Finding["occurrences"], more: Partial<Finding> = {}): Finding {
  return {
    id: "0123456789abcdef",
    detector: "plivo-auth-token",
    rule: "plivo-auth-token",
    title: "Plivo Auth Token",
    provider: "plivo",
    category: "messaging",
    severity: "critical",
    confidence: 0.9,
    validity: "unchecked",
    fingerprint: "0".repeat(64),
    masked: mask(SECRET),
    companions: {},
    occurrences,
    explanation: { evidence: [], doubts: [], opens: "All", next: "Revoke it", references: [] },
    ...more,
  };
}

const place = (path: string, more: object = {}): Finding["occurrences"][number] => ({
  path,
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 41,
  ...more,
});
const order = (found: Finding, visibility?: "public" | "private"): readonly string[] =>
  causesOf(found, visibility, at.now).map(({ id }) => id);

describe("causes are ordered by the evidence of the finding", () => {
  it.each([
    ["a file of code", finding([place("src/app.py")]), undefined, "storage"],
    ["a public repository", finding([place("src/app.py")]), "public", "access"],
    [
      "a layer of an image",
      finding([place("app/config.json", { layer: "sha256:0" }), place("b/config.json", { layer: "sha256:1" })]),
      undefined,
      "access",
    ],
    ["a log", finding([place("logs/access.log")]), undefined, "transport"],
    ["a pipeline definition", finding([place(".github/workflows/ci.yml")]), undefined, "third-party"],
  ] as const)("%s", (_, found, visibility, first) => {
    expect(order(found, visibility)[0]).toBe(first);
  });

  it("names the day, the places and the people that support it", () => {
    const found = finding([
      place("a.py", { commit: "1", date: "2025-11-24T00:00:00Z", email: "a@example.org", inHead: false }),
      place("b.py", { commit: "2", date: "2026-01-01T00:00:00Z", email: "b@example.org", inHead: false }),
    ]);
    const said = causesOf(found, undefined, at.now).flatMap(({ supports }) => supports);
    expect(said).toContain("It was taken out of the newest version, but every clone has it in its history");
    expect(said.join("\n")).toMatch(/since 2025-11-24 \(365 days\)/);
    expect(said.join("\n")).toMatch(/2 people committed it/);
  });

  it("keeps all five and says nothing in support of what nothing supports", () => {
    expect(order(finding([place("src/app.py")]))).toHaveLength(5);
    expect(causesOf(undefined, undefined, at.now).every(({ supports }) => supports.length === 0)).toBe(true);
  });
});

describe("steps", () => {
  it("name no command that this program has not", () => {
    const commands = (all: ReadonlySet<string>): readonly string[] =>
      explain(kind("plivo-auth-token"), { ...at, commands: all }).practices.flatMap(({ steps }) =>
        steps.flatMap(({ command }) => command?.split(" ")[1] ?? []),
      );
    expect(new Set(commands(at.commands))).toEqual(at.commands);
    expect(commands(new Set(["scan", "check-hygiene", "fix", "snippet"]))).toEqual(expect.arrayContaining(["fix", "snippet"]));
  });

  it("name only checks that exist", () => {
    const ids = new Set(hygieneChecks.map(({ id }) => id));
    for (const practice of explain(kind("plivo-auth-token"), at).practices) for (const id of practice.checks) expect(ids).toContain(id);
  });

  it("each practice with a check is the check's own, or looked at by it", () => {
    const practices = new Map(explain(kind("plivo-auth-token"), at).practices.map(({ id, checks }) => [id, checks]));
    for (const check of hygieneChecks) expect(practices.has(check.practice)).toBe(true);
  });
});

describe("what a verification showed", () => {
  it.each([
    ["valid", { impact: "standard account with 10 USD" }, /accepts it now: standard account/],
    ["invalid", { validityReason: "HTTP 401" }, /refuses it \(HTTP 401\).*check for misuse/],
    ["unknown", {}, /treat it as valid/],
    ["unchecked", {}, /was not asked/],
  ] as const)("%s", (validity, more, said) => {
    expect(explain(kind("plivo-auth-token"), { ...at, finding: finding([place("a")], { validity, ...more }) }).harm.verified).toMatch(said);
  });
});

describe("renderers", () => {
  const renderings = (found?: Finding): Readonly<Record<string, string>> => {
    const blocks = pageOf(explain(kind("plivo-auth-token"), { ...at, ...(found === undefined ? {} : { finding: found }) }));
    return {
      text: [...textPage(blocks, { color: false, width: 80 })].join(""),
      markdown: [...markdownPage(blocks)].join(""),
      html: [...htmlPage(blocks)].join(""),
    };
  };

  it.each(["text", "markdown", "html"])("%s has every section in order", (format) => {
    const page = (renderings()[format] ?? "").toLowerCase().replaceAll("&#39;", "'");
    const at = [
      "what it is for",
      "how it may have leaked",
      "what can happen",
      "what to do",
      "was it misused?",
      "rotate",
      "revoke",
      "what stops working",
      "documents",
    ].map((name) => page.search(new RegExp(`(?:^|>|## )${name.replace("?", "\\?")}(?:<|$)`, "m")));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it("no path of a repository becomes markup or moves the cursor", () => {
    const hostile = "a`<img src=x onerror=alert(1)>|](http://x)\u001b[2J\u202e\n# b.py";
    const { text = "", markdown = "", html = "" } = renderings(finding([place(hostile)]));
    expect(html).not.toContain("<img");
    expect(markdown).not.toMatch(/(?<!\\)<img|^# b/m);
    for (const page of [text, markdown, html]) for (const sign of ["\u001b", "\u202e"]) expect(page).not.toContain(sign);
  });

  it("HTML stays well-formed whatever a path holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), (path) => {
        const { html = "" } = renderings(finding([place(path)]));
        const open = [...html.matchAll(/<(?!meta|input|!)(\/?)([a-z0-9]+)[^<>]*>/g)];
        const stack: string[] = [];
        for (const [, slash, name = ""] of open)
          if (slash === "/") expect(stack.pop()).toBe(name);
          else stack.push(name);
        expect(stack).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("lines of the terminal fit, but for one long word", () => {
    const { text = "" } = renderings();
    for (const line of text.split("\n")) expect(line.length <= 80 || !/\S\s+\S.{78,}/.test(line.trim())).toBe(true);
  });

  it("HTML loads nothing from elsewhere and runs nothing", () => {
    const { html = "" } = renderings();
    expect(html).not.toMatch(/<script|<link|\bsrc=|@import|url\(/i);
    expect(html).toContain("default-src 'none'");
  });
});

it("explains all kinds in under 10 ms each", () => {
  const start = performance.now();
  for (const detector of detectors) for (const _ of htmlPage(pageOf(explain(detector, at))));
  expect((performance.now() - start) / detectors.length).toBeLessThan(10);
});
