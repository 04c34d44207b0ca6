/** A real server with the built dashboard, real PostgreSQL, the seeded workspace, and a real browser before it. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Role, inWorkspace, members, systemActor } from "@stanch/workflow";
import { eq } from "drizzle-orm";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { ingest } from "@stanch/workflow";
import { PASSWORD, type TestServer, startTestServer } from "../../server/test/server.ts";
import { HOSTILE, hostileFinding, impactBody, misuseBody, seed } from "./seed.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", process.env["STANCH_CHROMIUM"] ?? ""];

export interface World {
  readonly server: TestServer;
  readonly browser: Browser;
  readonly url: string;
  readonly workspace: string;
  /** The slug, as it stands in addresses. */
  readonly slug: string;
  /** An incident of which misuse and impact were told. */
  readonly assessed: string;
  /** A page of somebody who is signed in, in a context of their own. */
  as(email: string, options?: { isDark?: boolean; width?: number; height?: number }): Promise<Page>;
  person(role: Exclude<Role, "machine">): Promise<string>;
  stop(): Promise<void>;
}

export const OWNER = "ada@example.com";
export { HOSTILE, PASSWORD };

/** Why the journeys cannot run here, or undefined. A machine without a browser is no failure: said, not failed, in CI too. */
export function missing(): string | undefined {
  if (PLACES.every((path) => path === "" || !existsSync(path)))
    return "no Chromium (Debian: apt-get install chromium; or set STANCH_CHROMIUM)";
  return undefined;
}

/** `isHostile`: with one incident whose every text tries to become part of the page. */
export async function startWorld({ count, isHostile }: { count: number; isHostile: boolean }): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-dashboard-"));
  const server = await startTestServer({ STANCH_DATA: folder });
  const executablePath = PLACES.find((path) => path !== "" && existsSync(path));
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const { caller, workspace } = await server.first();
  const { body: me } = await caller.get("/me");
  const { database } = server.running.services;
  const tenancy = { workspaceId: workspace, actor: systemActor("seed") };
  const one = await server.member(workspace, "responder");
  const { body: other } = await one.get("/me");
  await seed(database, tenancy, { count, people: [me.id, other.id] });
  if (isHostile)
    await ingest(database, tenancy, {
      repository: { name: HOSTILE.repository, exposure: "public" },
      seenAt: new Date(),
      findings: [hostileFinding()],
    });
  const { body: found } = await caller.get(`/workspaces/${workspace}/incidents?provider=plivo&limit=1`);
  const assessed: string = found.items[0].id;
  await caller.post(`/workspaces/${workspace}/incidents/${assessed}/misuse`, misuseBody());
  await caller.post(`/workspaces/${workspace}/incidents/${assessed}/impact`, impactBody());
  const contexts: BrowserContext[] = [];
  let people = 1;
  return {
    server,
    browser,
    url: server.url,
    workspace,
    slug: me.workspaces[0].slug,
    assessed,
    async as(email, { isDark = false, width = 1440, height = 900 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: isDark ? "dark" : "light",
        locale: "en-GB",
        reducedMotion: "reduce",
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(server.url);
      await page.locator("input[name=email]").fill(email);
      await page.locator("input[name=password]").fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
      return page;
    },
    async person(role) {
      await server.member(workspace, role);
      people += 1;
      return `person${people}@example.com`;
    },
    async stop() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives somebody their own repositories, as a developer has them. */
export async function giveRole(world: World, userId: string, role: Role): Promise<void> {
  await inWorkspace(world.server.running.services.database, { workspaceId: world.workspace, actor: systemActor("test") }, ({ tx }) =>
    tx.update(members).set({ role }).where(eq(members.userId, userId)),
  );
}
