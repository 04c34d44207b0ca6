import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { afterAll, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stanch-impact-cli-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const token = fake("[A-Za-z0-9]{40}", 4711);
const project = join(folder, "shop");
mkdirSync(join(project, "src"), { recursive: true });
writeFileSync(join(project, "package.json"), "{}");
writeFileSync(join(project, ".env"), `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", 12)}\nPLIVO_AUTH_TOKEN=${token}\n`);
writeFileSync(join(project, "src/a.js"), "new plivo.Client(process.env.PLIVO_AUTH_ID, process.env.PLIVO_AUTH_TOKEN)\n");
writeFileSync(join(project, "CODEOWNERS"), "* @acme/sms\n");
writeFileSync(join(folder, "outside.js"), "process.env.PLIVO_AUTH_TOKEN\n");
symlinkSync(join(folder, "outside.js"), join(project, "src/link.js"));

function stanch(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const env = { ...process.env, STANCH_FINGERPRINT_KEY: "key of the test, long enough", NO_COLOR: "1" };
  const child = spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", env, cwd: folder, timeout: 60_000 });
  // No output of ours shows a value, whatever it is asked.
  expect(`${child.stdout}${child.stderr}`).not.toContain(token);
  return { code: child.status, out: child.stdout, err: child.stderr };
}

interface Answer {
  readonly dependants: readonly {
    readonly id: string;
    readonly label: string;
    readonly owners: readonly { readonly name: string }[];
    readonly acknowledgement: { readonly state: string };
  }[];
  readonly notRead: Readonly<Record<string, { readonly examples: readonly string[] }>>;
  readonly provider?: { readonly name: string };
}
const parsed = (text: string): Answer => JSON.parse(text) as Answer; // what stanch itself printed

it("goes from a finding of a report to its dependants, and answers from the kept graph alone", { timeout: 120_000 }, () => {
  const report = join(folder, "report.json");
  writeFileSync(report, stanch("scan", project, "--format", "json", "--history", "none").out);
  const { findings } = JSON.parse(readFileSync(report, "utf8")) as { findings: { id: string; detector: string; fingerprint: string }[] }; // as above
  const finding = findings.find(({ detector }) => detector === "plivo-auth-token");
  const index = join(folder, "graph.index");
  const first = stanch("impact", finding?.id ?? "", project, "--report", report, "--save-index", index, "--format", "json");
  expect(first.code).toBe(1);
  const answer = parsed(first.out);
  expect(answer.dependants.map(({ label, owners }) => [label, owners.map(({ name }) => name)])).toEqual([["code of shop", ["@acme/sms"]]]);
  expect(answer.provider?.name).toBe("plivo");
  expect(answer.notRead["symlink-outside"]?.examples).toEqual(["shop/src/link.js"]);
  if (process.platform !== "win32") expect(statSync(index).mode & 0o777).toBe(0o600);

  const acks = join(folder, "acks.json");
  writeFileSync(acks, JSON.stringify({ acknowledgements: [{ dependant: answer.dependants[0]?.id, by: "ana" }] }));
  const again = stanch("impact", finding?.fingerprint ?? "", "--index", index, "--acks", acks, "--format", "json");
  expect(parsed(again.out).dependants.map(({ acknowledgement }) => acknowledgement.state)).toEqual(["ready"]);
});

it("scans the folders itself when a fingerprint is asked without a report, and says what it does not know", { timeout: 120_000 }, () => {
  const byName = stanch("impact", "PLIVO_AUTH_TOKEN", project);
  expect(byName.code).toBe(1);
  expect(byName.out).toContain("uses     REST client");
  const unknown = stanch("impact", "0123456789abcdef", project);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("Nothing that was read has this name or fingerprint (0123456789abcdef)");
  const mixed = stanch("impact", "A", project, "--index", "x");
  expect(mixed.err).toContain("A kept graph is asked as it is");
});
