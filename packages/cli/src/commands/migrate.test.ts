import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { detectors } from "@stanch/detectors";
import { fake } from "@stanch/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "stanch-migrate-"));
const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const cache = fileURLToPath(new URL("../../../../node_modules/.cache/stanch-tests", import.meta.url));
const env = { ...process.env, NODE_COMPILE_CACHE: cache, STANCH_FINGERPRINT_KEY: "a key of the tests" };
const stanch = (...args: readonly string[]) => spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8", env });
const told = (...args: readonly string[]) => JSON.parse(stanch("migrate", "--format", "json", ...args).stdout);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const key = (n: number): string => `sk_live_${fake("[0-9a-zA-Z]{24}", n)}`;
const [ACCEPTED, MARKED, FRESH, LEFT, HASHED] = [1, 2, 3, 4, 5].map(key) as [string, string, string, string, string]; // five numbers
const PAST = key(6);
const report = (path: string, secret: string, line = 1) => ({
  RuleID: "stripe-access-token",
  File: path,
  StartLine: line,
  Secret: secret,
  Commit: "",
});

beforeAll(() => {
  expect(detectors.some(({ id }) => id === "stripe-secret-key")).toBe(true);
  write("src/accepted.py", `STRIPE_KEY = "${ACCEPTED}"\n`);
  write("src/marked.py", `STRIPE_KEY = "${MARKED}"  # gitleaks:allow\n`);
  write("src/fresh.py", `STRIPE_KEY = "${FRESH}"\n`);
  write("src/hashed.py", `\nSTRIPE_KEY = "${HASHED}"\n`);
  write("vendor/left.py", `STRIPE_KEY = "${LEFT}"\n`);
  write(
    ".gitleaks.toml",
    `[extend]\nuseDefault = true\n[[rules]]\nid = "acme-key"\nregex = '''acme_[a-z0-9]{32}'''\nkeywords = ["acme_"]\n[allowlist]\npaths = ['''^vendor/''', '''read+me''']\n`,
  );
  write(".gitleaksignore", `src/accepted.py:stripe-access-token:1\nsrc/gone.py:stripe-access-token:1\n`);
  const hashed = createHash("sha1").update(HASHED).digest("hex");
  write(
    ".secrets.baseline",
    JSON.stringify({
      version: "1.5.0",
      results: { "src/hashed.py": [{ type: "Stripe Access Key", hashed_secret: hashed, line_number: 9 }] },
    }),
  );
  write(".github/secret_scanning.yml", 'paths-ignore:\n  - "docs/**"\n');
  write(
    "report.json",
    JSON.stringify([
      report("src/accepted.py", ACCEPTED),
      report("./src/marked.py", "REDACTED"),
      report("vendor/left.py", LEFT),
      report("src/hashed.py", HASHED, 2),
      report("src/past.py", PAST, 2),
      report("src/none.py", key(9)),
    ]),
  );
  write("src/past.py", `x = 1\nSTRIPE_KEY = "${PAST}"\n`);
  const git = (...args: readonly string[]): string => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  git("init", "--quiet");
  git("add", "-A", "--", "src", "vendor");
  const commit = (): string =>
    git("-c", "user.name=A", "-c", "user.email=a@example.test", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "all");
  commit();
  git("rm", "--quiet", "src/past.py");
  commit();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Of the first run. */
let text = "";

describe("stanch migrate", { timeout: 60_000 }, () => {
  it("shows what it understood and what not, and writes nothing", () => {
    const before = readdirSync(folder).sort();
    const { status, stdout, stderr } = stanch("migrate", "--compare", "report.json");
    text = stdout;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain('understood      path ^vendor/: exclude "vendor/**"\n');
    expect(stdout).toContain("understood      1 own rule: stanch.pack.jsonc\n");
    expect(stdout).toContain("NOT understood  path read+me: no glob says the same");
    expect(stdout).toContain("understood      2 accepted entries, of which 1 fit a finding of stanch\n");
    expect(stdout).toContain("understood      1 accepted entry, of which 1 fit a finding of stanch\n");
    expect(stdout).toContain('gitleaks:allow: 1 finding, "honourForeignMarks"');
    expect(stdout).toContain("2 findings of stanch were accepted there");
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  it("compares what both find: by secret, by place where a report hides it, and says why one is gone", () => {
    const { compared } = told("--compare", "report.json");
    expect(compared).toHaveLength(1);
    expect(
      compared[0].compared.map(({ verdict, path, why }: Record<string, string>) => [verdict, path, why].filter(Boolean).join(" ")),
    ).toEqual([
      "same src/accepted.py",
      "same src/hashed.py",
      "same src/marked.py",
      "same src/past.py",
      "gone src/none.py",
      "gone vendor/left.py the path is left out",
      "new src/fresh.py",
    ]);
    for (const secret of [ACCEPTED, MARKED, FRESH, LEFT, HASHED]) expect(JSON.stringify(compared)).not.toContain(secret);
    expect(text).toContain("report.json (gitleaks or betterleaks) and stanch: 4 same, 2 gone, 1 new\n");
    for (const secret of [ACCEPTED, MARKED, FRESH, LEFT, HASHED]) expect(text).not.toContain(secret);
  });

  it("reads reports of the other scanners too", () => {
    const reports = {
      trufflehog: `{"level":"info"}\n${JSON.stringify({ SourceMetadata: { Data: { Filesystem: { file: `${folder}/src/fresh.py`, line: 1 } } }, DetectorName: "Stripe", Raw: FRESH })}\n`,
      kingfisher: `${JSON.stringify({ findings: [{ rule: { id: "kingfisher.stripe.2" }, finding: { snippet: FRESH, line: 1, path: "./src/fresh.py" } }] })}\n{"findings":1}\n`,
      ggshield: JSON.stringify({
        scans: [
          {
            entities_with_incidents: [
              { filename: "src/fresh.py", incidents: [{ type: "Stripe Keys", occurrences: [{ line_start: 1, match: "sk_l***" }] }] },
            ],
          },
        ],
      }),
      "detect-secrets": JSON.stringify({
        results: { "src/fresh.py": [{ type: "Stripe", hashed_secret: createHash("sha1").update(FRESH).digest("hex"), line_number: 5 }] },
      }),
    };
    const files = Object.entries(reports).map(([name, text]) => {
      write(`reports/${name}`, text);
      return `reports/${name}`;
    });
    const { compared } = told(...files.flatMap((file) => ["--compare", file]), "--history", "none");
    for (const { title, compared: rows } of compared) {
      expect(rows.filter(({ verdict }: { verdict: string }) => verdict === "same")).toMatchObject([
        { path: "src/fresh.py", line: expect.any(Number), detector: "stripe-secret-key" },
      ]);
      expect(title).not.toBe("");
    }
    rmSync(join(folder, "reports"), { recursive: true });
    write("not-a-report.json", "[]x");
    expect(stanch("migrate", "--compare", "not-a-report.json")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no report that is understood"),
    });
    rmSync(join(folder, "not-a-report.json"));
  });

  it("writes a configuration, a pack and a baseline with which a scan finds what the other scanner would", () => {
    const written = stanch("migrate", "--write");
    expect(written.stderr).toBe("");
    expect(written.stdout).toContain("Written: stanch.config.jsonc, stanch.pack.jsonc, .stanch-baseline.");
    const files = ["stanch.config.jsonc", "stanch.pack.jsonc", ".stanch-baseline"]
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n");
    for (const secret of [ACCEPTED, MARKED, FRESH, LEFT, HASHED]) expect(files).not.toContain(secret);
    const scan = stanch("scan", ".", "--baseline", ".stanch-baseline", "--format", "json");
    expect(scan.status).toBe(1);
    const { findings } = JSON.parse(scan.stdout);
    const open = findings.filter(
      (one: { baseline?: boolean; occurrences: { suppressed?: object }[] }) =>
        one.baseline !== true && one.occurrences.some(({ suppressed }) => suppressed === undefined),
    );
    expect(
      open
        .flatMap(({ occurrences }: { occurrences: { path: string }[] }) => occurrences.map(({ path }) => path))
        .filter((path: string) => path.startsWith("src/") || path.startsWith("vendor/"))
        .sort(),
    ).toEqual(["src/fresh.py", "src/past.py"]);
    expect(stanch("migrate", "--write")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("it is not replaced") });
  });

  it("takes a file under any name, lists the formats, and says what is wrong", () => {
    write("paths.txt", "^other/\n");
    expect(told("--from", "trufflehog=paths.txt", "--history", "none").files.at(-1)).toMatchObject({
      file: "paths.txt",
      exclude: [{ was: "^other/", globs: ["other/**"] }],
    });
    expect(stanch("migrate", "--from", "list").stdout).toMatch(/^gitleaks +gitleaks or betterleaks configuration$/m);
    expect(stanch("migrate", "--from", "nothing=x")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--from takes FORMAT=FILE"),
    });
    write("broken.toml", "= no\n");
    expect(stanch("migrate", "--from", "gitleaks=broken.toml")).toMatchObject({ status: 2, stderr: expect.stringContaining("Not TOML") });
    const empty = join(folder, "empty");
    mkdirSync(empty);
    writeFileSync(join(empty, "a"), "text\n");
    expect(stanch("migrate", empty, "--history", "none")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("No set-up of another scanner is here"),
    });
    expect(existsSync(join(empty, "stanch.config.jsonc"))).toBe(false);
  });
});
