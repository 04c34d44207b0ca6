import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer } from "../../server/test/server.ts";
import { totp } from "./totp.ts";
import { OWNER, PASSWORD, type World, missing, startWorld } from "./world.ts";

const reason = missing();
if (reason !== undefined) process.stderr.write(`skipped: the dashboard's journeys: ${reason}\n`);

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const COUNT = 10_000;

/** What axe says of a page, in words; nothing when it finds nothing. Evaluated from outside: the page's own policy lets no script in. */
async function complaints(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE);
  const only = rules ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found: { id: string; nodes: { html: string; any: { message: string }[] }[] }[] = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes: ["violations"] }).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ""}`),
  );
}

const settled = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await expect.poll(() => page.locator('[role="status"][aria-label="Loading"]').count(), { timeout: 60_000 }).toBe(0);
};

describe.skipIf(reason !== undefined)("the dashboard in a browser", { timeout: 120_000 }, () => {
  let world: World;
  let at: (path: string) => string;
  /** What the browser wrote to its console of refused scripts and styles, and errors that nobody caught. */
  const refused: string[] = [];
  const watch = (page: Page): Page => {
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
    });
    page.on("pageerror", (error) => refused.push(error.message));
    page.on("dialog", (dialog) => {
      refused.push(`dialogue: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return page;
  };

  beforeAll(async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../../../scripts/build-dashboard.mjs", import.meta.url))], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    world = await startWorld({ count: COUNT, isHostile: true });
    at = (path) => `${world.url}/w/${world.slug}/${path}`;
  }, 240_000);
  afterAll(() => world?.stop());

  it("makes the first administrator by the link that the server prints", async () => {
    const server = await startTestServer();
    const context = await world.browser.newContext({ reducedMotion: "reduce" });
    try {
      const page = watch(await context.newPage());
      await page.goto(`${server.url}/setup#${server.running.services.setupLink.make()}`);
      await page.locator("input[name=name]").fill("Grace");
      await page.locator("input[name=email]").fill("grace@example.com");
      await page.locator("input[name=password]").fill(PASSWORD);
      await page.getByRole("button", { name: "Create and sign in" }).click();
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
      await page.goto(`${server.url}/w/main/incidents`);
      await page.getByText("No incidents yet").waitFor();
      expect(await page.locator("pre").textContent()).toContain(server.url);
    } finally {
      await context.close();
      await server.stop();
    }
  });

  it("says what is wrong with a log-in, with code and page, and keeps what was typed", async () => {
    const context = await world.browser.newContext();
    const page = watch(await context.newPage());
    await page.goto(at("incidents?severity=critical"));
    await page.locator("input[name=email]").fill(OWNER);
    await page.locator("input[name=password]").fill("not this one, no");
    await page.keyboard.press("Enter");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    const code = await alert.locator("code").textContent();
    expect(await alert.getByRole("link", { name: "What this code means" }).getAttribute("href")).toBe(`/errors/${code}`);
    expect(await page.locator("input[name=email]").inputValue()).toBe(OWNER);
    await page.locator("input[name=password]").fill(PASSWORD);
    await page.keyboard.press("Enter");
    // The address that was asked for is what opens.
    await page.getByRole("grid").waitFor();
    expect(page.url()).toBe(at("incidents?severity=critical"));
    await context.close();
  });

  it("takes a second factor, and asks for it at the next log-in", async () => {
    const email = await world.person("responder");
    const page = watch(await world.as(email));
    await page.goto(at("account"));
    const panel = page.getByRole("region", { name: "Second factor" });
    await panel.locator("input[type=password]").fill(PASSWORD);
    await panel.getByRole("button", { name: "Turn on" }).click();
    const uri = (await panel.locator("code").first().textContent()) ?? "";
    await panel.getByLabel("First code of the app").fill(totp(uri));
    await panel.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("A second factor is on.").waitFor();
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.locator("input[name=email]").fill(email);
    await page.locator("input[name=password]").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator("input[name=code]").fill(totp(uri));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  });

  it("is worked through by keyboard alone: twenty incidents, one of them a false alarm, and back", async () => {
    const page = watch(await world.as(await world.person("responder")));
    await page.goto(at("incidents?state=triggered&severity=high"));
    await page.getByRole("grid").waitFor();
    const active = () => page.evaluate("document.activeElement.getAttribute('aria-rowindex')");
    for (let row = 1; row <= 20; row++) {
      await page.keyboard.press("j");
      await expect.poll(active, { timeout: 60_000 }).toBe(String(row + 1));
      if (row % 2 === 0) await page.keyboard.press("x");
    }
    await page.getByText("10 selected").waitFor();
    await page.keyboard.press("a");
    await page.getByText("10 incidents changed").waitFor();
    expect(await page.locator('.grid-row[data-state="assigned"]').count()).toBe(10);
    await page.keyboard.press("f");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("A fixture of the tests.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("1 incident changed").waitFor();
    await page.keyboard.press("z");
    await page.getByText("1 incident is as before").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await expect.poll(() => page.evaluate("document.activeElement.placeholder"), { timeout: 60_000 }).toMatch(/^A page/);
    await page.keyboard.type("detec");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Detectors" }).waitFor();
  });

  it("changes all that a filter fits at once, and undoes it", async () => {
    const page = watch(await world.as(OWNER));
    await page.goto(at("incidents?state=triggered&severity=low&detector=jwt"));
    const status = page.locator(".list-count");
    await expect.poll(() => status.textContent(), { timeout: 60_000 }).toMatch(/\d+ incidents/);
    const before = await status.textContent();
    await page.getByRole("checkbox", { name: "Select all loaded" }).check();
    await page.getByRole("button", { name: /^Select all \d+$/ }).click();
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("menuitem", { name: /Rotated/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await expect.poll(() => status.textContent(), { timeout: 60_000 }).toBe("0 incidents");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => status.textContent(), { timeout: 60_000 }).toBe(before);
  });

  it("shows a developer their own and nothing that the role does not include", async () => {
    const page = watch(await world.as(await world.person("developer")));
    const pages = await page.getByRole("navigation", { name: "Main" }).getByRole("link").allTextContents();
    expect(pages).not.toContain("People");
    expect(pages).not.toContain("Audit log");
    await page.goto(at("audit"));
    await page.getByText("Your role does not include this").waitFor();
    await page.goto(at("incidents"));
    await page.getByText("No incidents yet").waitFor();
  });

  it("keeps what was typed when the session ends in mid-work, and when somebody else was faster", async () => {
    const page = watch(await world.as(OWNER));
    await page.goto(at("incidents?text=slack"));
    await page.locator(".incident-link").first().click();
    const field = page.getByLabel("Write a comment");
    await field.fill("A long thought about this one.");
    await page.context().clearCookies();
    await page.keyboard.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: "Sign in again" });
    await dialog.locator("input[name=password]").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    expect(await field.inputValue()).toBe("A long thought about this one.");
    await field.press("Control+Enter");
    await page.locator(".comment-body", { hasText: "A long thought" }).waitFor();
    const { caller } = await world.server.first();
    const id = new URL(page.url()).pathname.split("/").at(-1);
    await caller.post(`/workspaces/${world.workspace}/incidents/${id}/actions`, { kind: "severity", severity: "low" });
    await page.getByRole("button", { name: "Assign to me" }).click();
    await page.getByText("Somebody else changed it since you opened it.").waitFor();
  });

  it("writes whatever a repository says as text", async () => {
    const page = watch(await world.as(OWNER));
    await page.goto(at("incidents?severity=critical&text=onerror"));
    await page.locator(".incident-link").first().click();
    await page.locator(".places li").first().waitFor();
    await page.getByText("<script>window.broken='author'</script>").first().waitFor();
    expect(await page.evaluate("window.broken")).toBeUndefined();
    expect(await page.locator("main script, main iframe, main img, main svg[onload]").count()).toBe(0);
  });

  it("shows who used it and who breaks, each as a picture and as a list", async () => {
    const page = watch(await world.as(OWNER));
    await page.goto(at(`incidents/${world.assessed}`));
    await page.getByRole("link", { name: "Misuse", exact: true }).click();
    await page.getByText("2,911 records came from an address outside the allow list").waitFor();
    expect(await page.locator(".timeline-chart rect").count()).toBe(60);
    await page.goto(at(`incidents/${world.assessed}/impact?confidence=certain`));
    await page.locator(".graph-node").first().waitFor();
    expect(await page.locator(".places > li").count()).toBe(3);
    await page.getByLabel("At least").selectOption("possible");
    await expect.poll(() => page.locator(".places > li").count(), { timeout: 60_000 }).toBe(12);
    expect(page.url()).toContain("confidence=possible");
  });

  it("starts a remediation, which waits for its approval and can be called off", async () => {
    const page = watch(await world.as(OWNER));
    await page.goto(at(`incidents/${world.assessed}`));
    await page.getByRole("link", { name: "Replace and revoke" }).click();
    await page.locator("input[type=password]").fill("nothing that any issuer would take");
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("nothing is changed before that", { exact: false }).first().waitFor();
    expect(await page.getByText("nothing that any issuer would take").count()).toBe(0);
    await page.getByRole("button", { name: "Reject" }).click();
    // It is followed as it goes on, without a reload.
    await page.locator('.tag:text-matches("Rolled back|Abandoned|Done")').first().waitFor();
    await page.goto(at("remediations"));
    await page.getByRole("link", { name: "plivo" }).waitFor();
  });

  const PAGES = () => [
    "overview",
    "incidents",
    "incidents?text=slack",
    `incidents/${world.assessed}`,
    `incidents/${world.assessed}/misuse`,
    `incidents/${world.assessed}/impact`,
    `incidents/${world.assessed}/remediate`,
    "remediations",
    "scans",
    "status",
    "detectors",
    "detectors/plivo-auth-token",
    "people",
    "tokens",
    "audit",
    "settings",
    "account",
  ];
  it("has nothing on any page that axe complains of, light or dark, and fits a phone and 400 % on a laptop", async () => {
    const page = watch(await world.as(OWNER));
    const all: Record<string, string[]> = {};
    for (const path of PAGES()) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(at(path));
      await settled(page);
      const found = await complaints(page);
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await complaints(page, ["color-contrast"])).map((one) => `dark: ${one}`));
      await page.setViewportSize({ width: 320, height: 640 });
      const overhang = () => page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)");
      await expect
        .poll(overhang, { timeout: 5000 })
        .toBe(0)
        .catch(() => found.push("scrolls sideways on a phone"));
      if (path === "incidents") found.push(...(await complaints(page)).map((one) => `phone: ${one}`));
      if (found.length > 0) all[path] = found;
    }
    expect(all).toEqual({});
  });

  it("did all that without one script or style that the policy refuses", () => {
    expect(refused).toEqual([]);
  });
});
