// Trains the scoring model of generic secrets and says how good it is on repositories that it has not seen:
//
//   npm run train -- --data DIR [--clean DIR] [--seed 1] [--folds 10] [--dry]
//
// DIR holds files/ (a folder a repository) and labels.jsonl; the folder of clean code holds a folder a repository too. Every
// repository is judged by a model that was trained without it. Then the model is trained on all, calibrated by what the
// others said, and written to packages/engine/src/generic/model.ts, with the picture docs/calibration.svg; `--dry` writes
// nothing. The same data and seed give the same bytes.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomOf } from "./boost.ts";
import { calibrate, reliability } from "./calibrate.ts";
import { cleanRows, labelledRows } from "./candidates.ts";
import { SETTINGS, fit, fitFacts, logitOf } from "./fit.ts";
import { madeRows } from "./made.ts";
import { STRONG_BITS, figuresOf, markFound, placesOf, readLabels } from "./places.ts";
import { modelText, picture } from "./write.ts";
import { spotsOf } from "./scan.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    clean: { type: "string" },
    seed: { type: "string", default: "1" },
    folds: { type: "string", default: "10" },
    dry: { type: "boolean", default: false },
  },
});
if (values.data === undefined) {
  process.stderr.write("train: --data names no folder. It must hold files/ and labels.jsonl.\n");
  process.exit(2);
}
const seed = Number(values.seed);
const folds = Number(values.folds);
const CLEAN_WEIGHT = 0.3;
const MADE = { count: 800, weight: 0.3 };
const say = (text) => process.stdout.write(`${text}\n`);
const percent = (share) => share.toFixed(3);

const labels = readLabels(values.data);
const rows = labelledRows(join(values.data, "files"), labels);
const clean =
  values.clean === undefined ? [] : readdirSync(values.clean).flatMap((name) => cleanRows(join(values.clean, name), CLEAN_WEIGHT));
const others = [...clean, ...madeRows(seed, MADE.count, MADE.weight)];
const repositories = [...new Set(rows.map(({ repository }) => repository))].sort();
say(
  `${rows.length} candidates of ${repositories.length} repositories, ${clean.length} of clean code, ${others.length - clean.length} made`,
);

const random = randomOf(seed + 6);
const shuffled = repositories.map((name) => [random(), name]).sort((a, b) => a[0] - b[0]);
const foldOf = new Map(shuffled.map(([, name], index) => [name, index % folds]));
const settings = { ...SETTINGS, seed };
const models = [];
const plain = [];
for (let fold = 0; fold < folds; fold++) {
  const seen = [...rows.filter(({ repository }) => foldOf.get(repository) !== fold), ...others];
  models.push(fit(seen, settings));
  plain.push(fitFacts(seen));
}
const judged = judge(models);
const { scale, shift } = calibrate(judged);
const plainCalibration = calibrate(judge(plain));
const p = ({ logit }) => 1 / (1 + Math.exp(-(scale * logit + shift)));
say(`calibration: scale ${scale.toFixed(3)}, shift ${shift.toFixed(3)}`);

say(
  "\n| candidates, judged by models that have not seen their repository | loss | F1 at 0.5 | precision | recall |\n| --- | --- | --- | --- | --- |",
);
tell("facts alone, strong", judge(plain), true);
tell("facts and trees, strong", judged, true);
tell("facts alone, all", judge(plain), false);
tell("facts and trees, all", judged, false);

const EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
/** @type {[string, import("./calibrate.ts").Bin[]][]} */
const curves = [];
for (const { name, some } of [
  { name: "all", some: judged },
  { name: "strong", some: judged.filter(({ row }) => row.bits >= STRONG_BITS) },
]) {
  const told = some.map((one) => ({ probability: p(one), label: one.label }));
  curves.push([name, reliability(told, EDGES)]);
}
for (const [name, bins] of curves) {
  say(`\n| ${name}: told between | values | mean told | true |\n| --- | --- | --- | --- |`);
  for (const bin of bins)
    say(`| ${bin.from} and ${bin.to} | ${bin.count} | ${bin.told.toFixed(2)} | ${bin.count === 0 ? "" : bin.true.toFixed(2)} |`);
}

whole("facts alone, every repository judged by weights that have not seen it", (repository) => {
  const model = plain[foldOf.get(repository) ?? 0];
  return { ...model, ...plainCalibration };
});
whole("every repository judged by a model that has not seen it", (repository) => {
  const model = models[foldOf.get(repository) ?? 0];
  return { ...model, scale, shift };
});
const final = { ...fit([...rows, ...others], settings), scale, shift };
whole("the model that is written, which has seen them all", () => final);
if (!values.dry) {
  writeFileSync("packages/engine/src/generic/model.ts", modelText(final));
  writeFileSync("docs/calibration.svg", picture(curves));
  say("\nwrote packages/engine/src/generic/model.ts and docs/calibration.svg");
}

function judge(by) {
  return rows.map((row) => ({ row, logit: logitOf(by[foldOf.get(row.repository) ?? 0], row), label: row.label, weight: row.weight }));
}

function tell(name, all, isStrong) {
  const some = all.filter(({ row }) => !isStrong || row.bits >= STRONG_BITS);
  const own = calibrate(all);
  let [tp, fp, fn, loss] = [0, 0, 0, 0];
  for (const { logit, label } of some) {
    const z = own.scale * logit + own.shift;
    loss += Math.log1p(Math.exp(label === 1 ? -z : z));
    if (z > 0) {
      if (label === 1) tp++;
      else fp++;
    } else if (label === 1) fn++;
  }
  say(
    `| ${name} | ${(loss / some.length).toFixed(4)} | ${percent((2 * tp) / (2 * tp + fp + fn))} | ${percent(tp / (tp + fp))} | ${percent(tp / (tp + fn))} |`,
  );
}

/** All detectors together, as a scan reports them. */
function whole(name, modelOf) {
  const spots = [...spotsOf(join(values.data, "files"), modelOf)];
  say(`\n| ${name} | precision | recall | F1 | strict precision |\n| --- | --- | --- | --- | --- |`);
  for (const [row, least] of [
    ["strong", 0.5],
    ["all", 0],
  ]) {
    const places = placesOf(labels);
    const stray = markFound(
      places,
      spots.filter(({ confidence }) => confidence >= least),
    );
    const it = figuresOf([...places.values()].flat(), row, stray.size);
    say(
      `| ${row}, ${least === 0 ? "--audit" : "default settings"} | ${percent(it.precision)} | ${percent(it.recall)} | ${percent(it.f1)} | ${percent(it.strictPrecision)} |`,
    );
  }
}
