// `npm run reliability [-- --runs 5000] [--seed 1] [--remediations 100] [--document docs/reliability.md]`: remediations under faults.
// First in memory, with crashes and faults at random borders; then in real processes on a real PostgreSQL, killed (SIGKILL) at
// random moments until everything has ended. Ends with 1 when anything that must hold did not.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { Stage } from "../packages/cli/test/remediation/stage.ts";
import { startPostgres } from "../packages/workflow/test/postgres.ts";
import { randomRun } from "../packages/workflow/test/random-runs.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
    remediations: { type: "string", default: "100" },
    document: { type: "string" },
  },
});
const faults = [];

async function inMemory() {
  const told = { runs: Number(values.runs), done: 0, "rolled-back": 0, crashes: 0, outsideFaults: 0, extraKeys: 0 };
  const started = performance.now();
  for (let index = 0; index < told.runs; index++) {
    const seed = Number(values.seed) + index;
    const run = await randomRun(seed).catch((error) => ({
      status: "failed",
      crashes: 0,
      outsideFaults: 0,
      keysMade: 0,
      faults: [String(error)],
    }));
    told[run.status] = (told[run.status] ?? 0) + 1;
    told.crashes += run.crashes;
    told.outsideFaults += run.outsideFaults;
    if (run.keysMade > 1) told.extraKeys++;
    for (const fault of run.faults) faults.push(`seed ${seed}: ${fault}`);
    if ((index + 1) % 500 === 0) console.error(`${index + 1} of ${told.runs} runs, ${told.crashes} crashes, ${faults.length} faults`);
  }
  return { ...told, seconds: Math.round((performance.now() - started) / 1000) };
}

async function inProcesses() {
  const postgres = await startPostgres();
  if (postgres.absent) return undefined;
  const stage = await Stage.open(await postgres.fresh());
  const started = performance.now();
  try {
    const names = Array.from({ length: Number(values.remediations) }, (_, index) => `app${index}`);
    const all = [];
    for (const name of names) all.push(await stage.start(name));
    const ids = all.map(({ id }) => id);
    const workers = [];
    let kills = 0;
    // The issuer has its bad moments too: 429 and 5xx, before and after the act.
    let asked = 0;
    stage.plivo.fault = () => (++asked % 23 === 0 ? { status: asked % 2 === 0 ? 429 : 503, after: asked % 3 === 0 } : undefined);
    await stage.untilEnded(ids, () => {
      for (const [index, worker] of workers.entries())
        if (worker.exitCode !== null || worker.signalCode !== null) workers.splice(index, 1);
        else if (Math.random() < 0.04) {
          worker.kill("SIGKILL");
          kills++;
        }
      while (workers.length < 2) workers.push(stage.worker({ IDS: ids.join(",") }));
    });
    for (const [index, { sub }] of all.entries()) faults.push(...stage.faultsOf(names[index], sub));
    return {
      remediations: names.length,
      kills,
      keysMade: stage.plivo.subs.length - names.length,
      seconds: Math.round((performance.now() - started) / 1000),
    };
  } finally {
    await stage.close();
    await postgres.stop();
  }
}

const memory = await inMemory();
const processes = await inProcesses();
const text = [
  `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus()[0]?.model ?? "an unknown processor"}, ${cpus().length} threads, by \`npm run reliability\`.`,
  "",
  "| in memory, every border may fail | |",
  "| --- | --- |",
  `| runs | ${memory.runs.toLocaleString("en")} |`,
  `| crashes in them | ${memory.crashes.toLocaleString("en")} |`,
  `| other faults of issuer, store, probes | ${memory.outsideFaults.toLocaleString("en")} |`,
  `| ended done / rolled back | ${memory.done.toLocaleString("en")} / ${memory["rolled-back"].toLocaleString("en")} |`,
  `| runs in which a lost answer left a second key, all noticed and ended | ${memory.extraKeys.toLocaleString("en")} |`,
  `| seconds | ${memory.seconds} |`,
  "",
  ...(processes === undefined
    ? ["Real processes: no PostgreSQL here."]
    : [
        "| two real processes, killed at random moments | |",
        "| --- | --- |",
        `| remediations | ${processes.remediations} |`,
        `| SIGKILLs | ${processes.kills} |`,
        `| sub-accounts made for them | ${processes.keysMade} |`,
        `| seconds | ${processes.seconds} |`,
      ]),
  "",
  `**Two keys unnoticed, a lost key, an old one ended early, a store or dependant left with a dead key: ${faults.length}.**`,
].join("\n");
console.log(text);
for (const fault of faults.slice(0, 50)) console.error(fault);
if (values.document !== undefined) {
  const [before = "", after = ""] = readFileSync(values.document, "utf8").split(/<!-- measured -->[\s\S]*<!-- end -->/);
  writeFileSync(values.document, `${before}<!-- measured -->\n\n${text}\n\n<!-- end -->${after}`);
}
process.exit(faults.length === 0 ? 0 : 1);
