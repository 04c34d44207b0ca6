import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { detectors } from "@stanch/detectors";
import { Scanner, compile } from "@stanch/engine";
import { exampleBytes } from "@stanch/model";
import { scan } from "@stanch/scan";
import { fingerprintKey } from "../fingerprint-key.ts";
import type { Context } from "../io.ts";

interface Check {
  readonly name: string;
  /** What it found; throws with what is wrong. */
  readonly run: () => string | Promise<string>;
}

/** Checks that stanch works here: each line says what was really tried. Exit code 2 when something that scans need fails. */
export async function doctorCommand(context: Context): Promise<number> {
  let failed = 0;
  for (const check of checks(context)) {
    try {
      process.stdout.write(`ok    ${check.name}: ${await check.run()}\n`);
    } catch (error) {
      failed++;
      process.stdout.write(`FAIL  ${check.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return failed === 0 ? 0 : 2;
}

function checks(context: Context): Check[] {
  return [
    { name: "program", run: () => `stanch ${context.version}, Node ${process.versions.node} (${process.platform} ${process.arch})` },
    { name: "detectors", run: () => selfTest() },
    { name: "worker threads", run: () => threadTest(context) },
    { name: "git (only for revision ranges)", run: gitVersion },
    {
      name: "fingerprint key",
      run: () => {
        const { from } = fingerprintKey();
        if (from === "run")
          throw new Error(
            "cannot be kept: fingerprints differ from run to run. Make ~/.config/stanch writable or set STANCH_FINGERPRINT_KEY",
          );
        return from === "file" ? "kept in your configuration folder" : "from STANCH_FINGERPRINT_KEY";
      },
    },
    {
      name: "network",
      run: () => {
        const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].filter((name) => (process.env[name] ?? "") !== "");
        return `used only with --verify${proxies.length > 0 ? `, through the proxy of ${proxies.join(", ")}` : ", directly"}`;
      },
    },
  ];
}

/** Every detector finds its own examples with the program as it was built. */
function selfTest(): string {
  let examples = 0;
  for (const detector of detectors) {
    const scanner = new Scanner(compile([detector]));
    for (const example of detector.examples) {
      examples++;
      if (scanner.scan(exampleBytes(detector, example)).length === 0) throw new Error(`${detector.id} does not find its own example`);
    }
  }
  return `${detectors.length} kinds find their ${examples} examples`;
}

async function threadTest(context: Context): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-doctor-"));
  try {
    const sample = detectors.find((detector) => detector.id === "plivo-auth-token") ?? detectors[0];
    if (sample === undefined) throw new Error("no detectors");
    for (let i = 0; i < 100; i++) writeFileSync(join(folder, `sample-${i}.env`), `# ${i}\n${sample.examples[0] ?? ""}\n`);
    const started = performance.now();
    const outcome = await scan({
      paths: [folder],
      history: "none",
      wants: () => "yes",
      dependencyFolders: "scan",
      maxFileBytes: 1_048_576,
      skipBinary: false,
      detectors: [sample],
      customDetectors: [],
      workerEntry: context.workerEntry,
      threads: 2,
    });
    const found = [...outcome.findings].reduce((sum, finding) => sum + finding.occurrences.size, 0);
    if (found !== 100) throw new Error(`found ${found} of 100 planted samples`);
    return `2 threads found 100 planted samples in ${Math.round(performance.now() - started)} ms`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function gitVersion(): string {
  const run = spawnSync("git", ["--version"], { encoding: "utf8", timeout: 5000 });
  if (run.status !== 0) return "not installed; full history is read without it, --history RANGE, --since and --branch need it";
  return run.stdout.trim();
}
