import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding } from "@stanch/model";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPTIONS, finding, sampleReport } from "../test/sample.ts";
import { type Report, writeReport } from "./index.ts";

const page = (report: Report): string => [...writeReport("html", report, OPTIONS)].join("");
const HOSTILE = `"></script><img src=x onerror=alert(1)><script>alert(2)</script>`;

function hostile(one: Finding): Finding {
  return {
    ...one,
    title: HOSTILE,
    masked: HOSTILE,
    occurrences: one.occurrences.map((place) => ({ ...place, path: HOSTILE, author: HOSTILE, excerpt: HOSTILE, summary: HOSTILE })),
    explanation: { ...one.explanation, evidence: [HOSTILE], references: ["javascript:alert(3)", "https://example.com/a"] },
  };
}

it("names in its own policy the one style and the one program that it has, and allows nothing else", () => {
  const text = page(sampleReport());
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1]?.replaceAll("&#39;", "'") ?? "";
  expect(policy).toContain("default-src 'none'");
  for (const [name, pattern] of [
    ["style-src", /<style>([\s\S]*?)<\/style>/],
    ["script-src", /<script>([\s\S]*?)<\/script>/],
  ] as const) {
    const body = pattern.exec(text)?.[1] ?? "";
    expect(body.length).toBeGreaterThan(1000);
    expect(policy).toContain(`${name} 'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  expect(text).not.toMatch(/ style="| on\w+="|<link|<img|src=/);
});

it("holds the findings as data in which no element begins or ends", () => {
  const report = sampleReport();
  const text = page({ ...report, findings: report.findings.map(hostile) });
  expect(text.match(/<script/g)).toHaveLength(3);
  expect(text).not.toContain("<img");
  const data = /id="findings">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? "";
  expect((JSON.parse(data) as readonly Finding[])[0]?.title).toBe(HOSTILE); // what stanch itself wrote
});

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", process.env["STANCH_CHROMIUM"] ?? ""].find(
  (path) => path !== "" && existsSync(path),
);
if (CHROMIUM === undefined) process.stderr.write("no Chromium (Debian: apt-get install chromium): the HTML report is opened in none\n");

describe.skipIf(CHROMIUM === undefined)("in a browser, from the file, without a network", () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-html-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(report: Report): Promise<{ view: Page; problems: string[] }> {
    const file = join(folder, "report.html");
    writeFileSync(file, page(report));
    const view = await browser.newPage();
    const problems: string[] = [];
    view.on("console", (message) => problems.push(message.text()));
    view.on("pageerror", (error) => problems.push(error.message));
    view.on("dialog", (dialog) => {
      problems.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    view.on("request", (request) => {
      if (!request.url().startsWith("file:")) problems.push(`asked for ${request.url()}`);
    });
    await view.goto(pathToFileURL(file).href);
    await view.waitForSelector("html[data-ready]", { timeout: 60_000 });
    return { view, problems };
  }

  it("shows a page whose every text is hostile as text, and runs none of it", async () => {
    const report = sampleReport();
    const { view, problems } = await opened({ ...report, findings: report.findings.map(hostile) });
    await view.locator(".row").first().click();
    expect(await view.locator("dialog").innerText()).toContain(HOSTILE);
    expect(await view.locator("dialog a").count()).toBe(1);
    expect(problems).toEqual([]);
    await view.close();
  });

  it("filters by a bar, searches, and walks 50,000 findings of which it draws what is seen", async () => {
    const sample = finding(0, 1, []);
    const levels = ["critical", "high", "medium", "low"] as const;
    const findings = Array.from({ length: 50_000 }, (_, index) => {
      const place = { path: `src/file-${index}.js`, line: 1, column: 1, endLine: 1, endColumn: 9 };
      return { ...sample, id: index.toString(16).padStart(16, "0"), severity: levels[index % 4] ?? "low", occurrences: [place] };
    });
    const criticalPaths = findings
      .filter(({ severity }) => severity === "critical")
      .map((one) => one.occurrences[0]?.path ?? "")
      .toSorted();
    const { view, problems } = await opened({ ...sampleReport(), findings });
    const count = () => view.locator("#count").innerText();
    expect(await count()).toBe("50,000 findings");
    expect(await view.locator(".row").count()).toBeLessThan(60);
    await view.locator("#levels .bar").first().click();
    expect(await count()).toBe("12,500 of 50,000 findings");
    await view.locator("#text").fill("file-4000.js");
    expect(await count()).toBe("1 of 50,000 findings");
    await view.locator("#text").fill("");
    await view.locator("#text").blur();
    for (let i = 0; i < 40; i++) await view.keyboard.press("j");
    await view.keyboard.press("Enter");
    expect(await view.locator("dialog").innerText()).toContain(criticalPaths[40]);
    expect(problems).toEqual([]);
    await view.close();
  });
});
