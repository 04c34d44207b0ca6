import type { Finding, Occurrence } from "@stanch/model";
import fc from "fast-check";
import type { Report } from "../src/index.ts";
import { sampleReport } from "./sample.ts";

/** What a repository's author may write into a path or a name to act on whoever reads the report. */
export const NASTY = [
  "\u001b[2J\u001b]0;owned\u0007",
  "\u009b31m",
  "\u202egnp.exe",
  "\u2066\u2069\u200b\u200d\ufeff\u00ad",
  "\u2028\u2029\u0085",
  "\ud800",
  "\udfff",
  "\ufffe\uffff\u{1fffe}",
  "\u{e0001}\u{e0041}",
  "\r\n",
  "\n\n# title\n\n",
  "\t",
  "\0",
  "]]>",
  "<script>alert(1)</script>",
  "<!--",
  "&amp;&#0;",
  '"',
  "'",
  "`",
  "```",
  "|",
  "\\",
  "\\|",
  "*_~",
  "[a](https://evil.example)",
  "![x](x)",
  "{0}",
  "@octocat",
  "#123",
  "https://evil.example/",
  "www.evil.example",
  "=HYPERLINK(1)",
  "+1",
  "-1",
  "@SUM(1)",
  ";=1",
  "%41%",
  "?#:",
  "..",
  "/",
  " ",
  "Gr\u00fc\u00dfe \u4f60\u597d \u{1f600}",
] as const;

/** Text of nasty pieces and any other characters; never empty, as no path or id is. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY) }, fc.string({ unit: "binary", maxLength: 6 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(""))
  .filter((text) => text !== "");

const place: fc.Arbitrary<Occurrence> = fc
  .record({
    text: fc.array(hostileText, { minLength: 8, maxLength: 8 }),
    line: fc.integer({ min: 1, max: 1e6 }),
    inHead: fc.boolean(),
    kind: fc.constantFrom("inline" as const, "config" as const, "baseline" as const),
  })
  .map(
    ({
      text: [path = "", commit = "", author = "", email = "", date = "", summary = "", excerpt = "", reason = ""],
      line,
      inHead,
      kind,
    }) => ({
      path,
      line,
      column: 1 + (line % 90),
      endLine: line,
      endColumn: 2 + (line % 90),
      commit,
      author,
      email,
      date,
      summary,
      blob: commit,
      layer: author,
      inHead,
      excerpt: `${excerpt}\n${summary}`,
      excerptLine: line,
      ...(line % 3 === 0 ? { suppressed: { kind, reason, until: date } } : {}),
    }),
  );

const finding: fc.Arbitrary<Finding> = fc
  .record({
    text: fc.array(hostileText, { minLength: 12, maxLength: 12 }),
    occurrences: fc.array(place, { minLength: 1, maxLength: 5 }),
    severity: fc.constantFrom("low" as const, "medium" as const, "high" as const, "critical" as const),
    validity: fc.constantFrom("valid" as const, "invalid" as const, "unknown" as const, "unchecked" as const),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    baseline: fc.boolean(),
  })
  .map(
    ({
      text: [id = "", detector = "", title = "", provider = "", masked = "", impact = "", validityReason = "", ...more],
      occurrences,
      ...plain
    }) => ({
      ...plain,
      id,
      detector,
      rule: detector,
      title,
      provider,
      category: provider,
      validityReason,
      impact,
      fingerprint: id,
      masked,
      companions: { [more[0] ?? ""]: more[1] ?? "" },
      occurrences,
      explanation: {
        evidence: more.slice(0, 2),
        doubts: more.slice(2, 3),
        facts: more.slice(1, 4),
        opens: more[3] ?? "",
        next: more[4] ?? "",
        references: [more[0] ?? "", "https://example.org/x"],
      },
    }),
  );

/** A report whose every text is hostile. */
export const hostileReport: fc.Arbitrary<Report> = fc
  .record({
    findings: fc.array(finding, { maxLength: 4 }),
    names: fc.array(hostileText, { minLength: 3, maxLength: 3 }),
    partial: fc.boolean(),
  })
  .map(({ findings, names: [reason = "", example = "", path = ""], partial }) => {
    const sample = sampleReport();
    const [root] = sample.receipt.roots;
    return {
      ...sample,
      findings,
      partial,
      detectors: [],
      receipt: { ...sample.receipt, roots: [{ ...root, path }], skipped: { [reason]: { count: 3, examples: [example] } } },
    };
  });

/** Characters that no report may hold raw: what moves a cursor, hides, or turns a line around. */
export const HIDDEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
