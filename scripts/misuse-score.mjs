// `npm run misuse:score [-- --tune] [--json FILE]`: how many planted attacks `stanch misuse` flags, and how many false alarms an
// account without a thief has. Seeds for measuring are other ones than those the bounds were tuned on (--tune).
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ATTACK_SAYS, score } from "../packages/misuse/src/generator/index.ts";

const TUNING_SEED = 1;
const MEASURING_SEED = 1_000_001;
const { values } = parseArgs({
  options: {
    tune: { type: "boolean" },
    json: { type: "string" },
    clean: { type: "string", default: "400" },
    each: { type: "string", default: "50" },
    seed: { type: "string" },
  },
});
const first = values.seed === undefined ? (values.tune ? TUNING_SEED : MEASURING_SEED) : Number(values.seed);
const started = performance.now();
let last = 0;
const result = await score(first, { clean: Number(values.clean), each: Number(values.each) }, (text) => {
  if (!process.stderr.isTTY || performance.now() - last < 200) return;
  last = performance.now();
  process.stderr.write(`\r\x1b[2K${text}`);
});
if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);

const percent = (share) => `${(share * 100).toFixed(1)} %`;
console.log(
  `seeds from ${first}: ${values.clean} accounts without a thief, ${values.each} of each attack, ${result.records.toLocaleString("en-GB")} records, ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
);
console.log("| attack | what the thief does | flagged | as misused |\n| --- | --- | ---: | ---: |");
for (const [kind, { planted, flagged, misused }] of Object.entries(result.attacks))
  console.log(`| ${kind} | ${ATTACK_SAYS[kind]} | ${flagged} of ${planted} | ${misused} |`);
console.log(`\nflagged in all: ${percent(result.recall)}`);
console.log(
  `false alarms a month an account: ${result.falseAlarmsPerMonth.toFixed(2)}; accounts with more than one: ${percent(result.accountsOverOne)}`,
);
console.log(
  `accounts without a thief judged suspicious or misused: ${percent(result.cleanFlagged)}, misused: ${percent(result.cleanMisused)}`,
);
console.log(
  `strong signals there: ${Object.entries(result.falseKinds)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ")}`,
);
for (const [kind, { missed }] of Object.entries(result.attacks))
  if (missed.length > 0) console.log(`missed ${kind}: seeds ${missed.slice(0, 20).join(" ")}`);
process.exitCode = result.recall >= 0.95 && result.falseAlarmsPerMonth <= 1 ? 0 : 1;
