// `npm run misuse:bench [-- RECORDS]`: how long `stanch misuse` takes for a log of JSON lines, and its peak memory. A demand:
// 10 million records in under 60 s and 500 MB. The log is written to the temporary folder first (180 MB a million) and removed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LIMITS = { seconds: 60, megabytes: 500 };
const count = Number(process.argv[2] ?? 10_000_000);
const folder = mkdtempSync(join(tmpdir(), "stanch-misuse-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const log = join(folder, "use.jsonl");
const begin = Date.UTC(2026, 0, 1);
const stepMs = (90 * 86_400_000) / count;

const out = createWriteStream(log);
for (let i = 0; i < count;) {
  const lines = [];
  for (const end = Math.min(count, i + 20_000); i < end; i++) {
    // 2,000 addresses, 12 programs, 40 operations, 500,000 resources, in an order that mixes them.
    const mixed = (i * 2_654_435_761) >>> 0;
    lines.push(
      `{"time":"${new Date(begin + i * stepMs).toISOString()}","actor":"key-${mixed % 5}","address":"10.${mixed % 8}.${(mixed >>> 3) % 250}.7","agent":"client-${mixed % 12}/1.${mixed % 90}","action":"op.${mixed % 40}","resource":"item-${mixed % 500_000}","cost":0.0${mixed % 9}1,"result":"ok","reference":"r${i}"}`,
    );
  }
  if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
}
out.end();
await once(out, "close");

const program = fileURLToPath(new URL("../packages/cli/src/main.ts", import.meta.url));
const report =
  "process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write('\\npeak ' + maxRSS + ' cpu ' + (userCPUTime + systemCPUTime) + '\\n'); })";
const started = performance.now();
const child = spawn(
  process.execPath,
  [
    "--import",
    `data:text/javascript,${encodeURIComponent(report)}`,
    program,
    "misuse",
    log,
    "--leaked-at",
    new Date(begin + 60 * 86_400_000).toISOString(),
    "--format",
    "json",
  ],
  { stdio: ["ignore", "pipe", "pipe"] },
);
let [json, told] = ["", ""];
child.stdout.on("data", (chunk) => (json += chunk));
child.stderr.on("data", (chunk) => (told += chunk));
await once(child, "close");
const seconds = (performance.now() - started) / 1000;
const megabytes = Number(/peak (\d+)/.exec(told)?.[1]) / 1024;
const cpuSeconds = Number(/cpu (\d+)/.exec(told)?.[1]) / 1e6;
const { read } = JSON.parse(json);
if (read.records !== count) throw new Error(`${read.records} of ${count} records were read: ${told}`);
console.log(
  `${count.toLocaleString("en-GB")} records, ${(statSync(log).size / 1e6).toFixed(0)} MB of JSON lines, on ${cpus().length} cores (${cpus()[0]?.model}): ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of CPU), ${Math.round(count / seconds).toLocaleString("en-GB")} a second, peak ${megabytes.toFixed(0)} MB`,
);
process.exitCode = seconds <= LIMITS.seconds && megabytes <= LIMITS.megabytes ? 0 : 1;
