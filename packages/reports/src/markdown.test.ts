import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { hostileReport, hostileText } from "../test/hostile.ts";
import { OPTIONS, bigReport, cleanReport, sampleReport } from "../test/sample.ts";
import { type Report, visible, writeReport } from "./index.ts";
import { codeBlock, codeSpan, prose } from "./markdown-text.ts";

const page = (report: Report, full = false): string => [...writeReport("markdown", report, { ...OPTIONS, full })].join("");
const render = (text: string): string => micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
const decode = (html: string): string =>
  html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const OURS =
  /<\/?(?:h2|h3|p|ul|li|strong|em|code|pre|table|thead|tbody|tr|th|td|sub|blockquote)(?: align="right"| class="language-text")?>/g;

describe("markdown", () => {
  it("renders to our own elements only, whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(render(page(report)).replaceAll(OURS, "")).not.toMatch(/[<>]/);
      }),
    );
  });

  it("has as many headings and table cells as it means to have", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const html = render(page(report));
        const fresh = report.findings.filter((one) => !one.baseline && !one.occurrences.every((place) => place.suppressed));
        expect(html.match(/<h3>/g)?.length ?? 0).toBe(fresh.length);
        if (fresh.length > 1) expect((html.match(/<td/g)?.length ?? 0) % 5).toBe(0);
      }),
    );
  });

  it("mentions nobody and links nothing", () => {
    expect(render(prose("@octocat #12 GH-7 https://evil.example www.evil.example a@b.example"))).not.toMatch(/<a|@\w|#\d|GH-\d/);
  });

  it("stays under the 65,535 characters of a check's summary and says what is missing", () => {
    const text = page(bigReport(10_000));
    expect(text.length).toBeLessThan(65_535);
    expect(text).toMatch(/\*\*9,\d{3} more findings are not shown here\*\*/);
    expect(Buffer.byteLength(page(bigReport(10_000), true))).toBeLessThan(1_048_576);
  });

  it("says that nothing was found", () => {
    expect(page(cleanReport())).toMatch(/^## stanch: no secrets found\n/);
    expect(page({ ...sampleReport(), findings: sampleReport().findings.filter((one) => one.baseline) })).toMatch(
      /^## stanch: no new secrets found\n/,
    );
  });
});

describe("codeSpan", () => {
  it("shows any text as it is, on its line", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = render(`see ${codeSpan(text)}, then`);
        const shown = /^<p>see <code>(.*)<\/code>, then<\/p>$/s.exec(html)?.[1];
        // A span of nothing but spaces keeps them all; else one at each end is the span's own.
        expect(decode(shown ?? "missing").trim()).toBe(visible(text).trim());
      }),
    );
  });
});

describe("codeBlock", () => {
  it("shows any lines as they are, inside a list too", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 3 }), (texts) => {
        const lines = texts.map(visible);
        const html = render(`- item\n\n${codeBlock(lines, "  ")}\n- next\n`);
        const shown = /<code class="language-text">(.*)\n<\/code>/s.exec(html)?.[1];
        expect(decode(shown ?? "missing")).toBe(lines.join("\n"));
      }),
    );
  });
});
