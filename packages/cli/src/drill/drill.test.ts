import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Linux and macOS have PostgreSQL as a package; elsewhere DATABASE_URL would have to name one. */
it.skipIf(process.platform === "win32")(
  "plays a leak from the commit to the evidence: found, judged, replaced, ended, and nothing broke",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "stanch-drill-test-"));
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--no-warnings", MAIN, "drill", "--json", "--output", join(folder, "out")],
        {
          timeout: 280_000,
          maxBuffer: 1 << 24,
        },
      );
      const told = JSON.parse(stdout) as { outcome: string; acts: { title: string; lines: string[] }[] };
      expect(told.acts).toHaveLength(11);
      const text = told.acts.flatMap(({ lines }) => lines).join("\n");
      for (const part of [
        "config/plivo.env:2",
        "verdict: misused",
        "2 dependants",
        "is made, its value sealed",
        "The old one is refused",
        "the leaked pair: HTTP 401; the new one: HTTP 200",
        "order placed",
        "none found",
      ])
        expect(text).toContain(part);
      expect(readdirSync(join(folder, "out")).toSorted()).toEqual(["evidence.html", "evidence.json", "evidence.md"]);
      expect(readFileSync(join(folder, "out/evidence.md"), "utf8")).toContain("## Who said what\n\n- ");
      expect(
        readdirSync(tmpdir()).filter((name) => name.startsWith("stanch-drill-") && existsSync(join(tmpdir(), name, "company"))),
      ).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  300_000,
);
