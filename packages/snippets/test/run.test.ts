import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runAll } from "./harness/all.ts";
import { type Evidence, page, unseen } from "./harness/evidence.ts";
import { runners } from "./harness/runners.ts";

const evidence = JSON.parse(readFileSync(new URL("evidence.json", import.meta.url), "utf8")) as Record<string, Evidence>; // npm run snippets wrote it

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

it("every text is the one that npm run snippets saw", () => {
  expect(unseen(evidence)).toEqual([]);
});

it("the documentation says of each program how it was seen", () => {
  const docs = join(fileURLToPath(new URL("../../..", import.meta.url)), "docs/snippets.md");
  expect(readFileSync(docs, "utf8")).toBe(page(evidence));
});

it("programs give their client what lies in OpenBao, moto, the Conjur double or the environment, and a sentence when nothing does", async (context) => {
  // The servers come as a Python package, for Linux and macOS.
  if (process.platform === "win32") return context.skip("no OpenBao package for this platform's Python layout");
  const seen = await runAll((language) => runners[language]?.isSlow === false, say);
  expect(seen.filter(({ how }) => how === "failed").map(({ cell, why }) => `${cell.id}: ${why ?? ""}`)).toEqual([]);
  const ran = seen.filter(({ how }) => how === "run").map(({ cell }) => cell.form);
  expect(ran).toEqual(expect.arrayContaining(["javascript", "typescript", "python"]));
  for (const { cell, how, why } of seen) if (how === "not run") say(`not run: ${cell.id}: ${why ?? ""}`);
}, 600_000);
