import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { afterAll, beforeAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "stanch-explain-"));
const report = join(folder, "report.json");
const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const TOKEN = Buffer.from(fake("[0-9a-f]{30}", 4)).toString("base64");

const stanch = (...args: readonly string[]) =>
  spawnSync(process.execPath, [main, ...args], { encoding: "utf8", env: { ...process.env, STANCH_FINGERPRINT_KEY: "0".repeat(64) } });
let id = "";

beforeAll(() => {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { encoding: "utf8" });
  git("init", "--quiet");
  writeFileSync(join(folder, "ci.log"), `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", 5)}\nPLIVO_AUTH_TOKEN=${TOKEN}\n`);
  git("add", ".");
  git("commit", "--quiet", "-m", "log", "--date", "2025-01-02T03:04:05Z");
  const scanned = stanch("scan", folder, "--format", "json", "--detector", "plivo-auth-token");
  expect(scanned.status).toBe(1);
  writeFileSync(report, scanned.stdout);
  const { findings } = JSON.parse(scanned.stdout) as { findings: readonly { id: string }[] }; // made just above by us
  id = findings[0]?.id ?? "";
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("explains a finding of a real scan: its evidence orders the causes, its id stands in the page", () => {
  const { status, stdout, stderr } = stanch("explain", id.slice(0, 8), "--report", report, "--format", "json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    detector: "plivo-auth-token",
    basis: "guide",
    finding: { id, since: "2025-01-02", places: ["ci.log:2"] },
    causes: [{ id: "transport", supports: [expect.stringContaining("ci.log:2 is a log")] }, {}, {}, {}, {}],
    rotate: { way: "console", isGeneral: false },
  });
});

it("puts the finding's block above the page in a terminal, and never the secret", () => {
  const text = stanch("explain", id, "--report", report, "--visibility", "public");
  expect(text.stdout).toMatch(
    /^CRITICAL {2}Plivo Auth Token[\s\S]*WHAT IT IS FOR[\s\S]*1\. Weak access controls[\s\S]*public: machines read/,
  );
  for (const format of ["text", "markdown", "html", "json"])
    expect(stanch("explain", id, "--report", report, "--format", format).stdout).not.toContain(TOKEN);
});

it("marks what is general for a kind without a guide", () => {
  expect(stanch("explain", "zotero-api-key", "--format", "markdown").stdout).toContain("No guide was written for this kind");
});

it("names the nearest kind, the missing report and the finding that is not in it", () => {
  expect(stanch("explain", "plivo-auth-tokn")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining('Did you mean "plivo-auth-token"?'),
  });
  expect(stanch("explain", "abc", "--report", join(folder, "none.json"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Cannot read the report"),
  });
  expect(stanch("explain", "ffffffff0000", "--report", report)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("No such finding"),
  });
});
