// Scores other scanners on the same labelled lines, by the same rules as `npm run score`:
//
//   npm run score:peers -- --data DIR
//
// Each with its default rules and no network. They are set up as the bench does it. Their reports are read and removed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setUpTools } from "./bench/peers.mjs";
import { figuresOf, markFound, placesOf, readLabels } from "./train/places.ts";

/** Arguments, and the places of a report. Paths are not masked here: masks cut words out of them too. */
const READERS = {
  kingfisher: {
    args: (path, report) => ["scan", path, "--no-validate", "--no-update-check", "--redact", "--format", "json", "--output", report],
    places: (report) => report.findings.map(({ finding: { path, line } }) => ({ path, line, endLine: line })),
  },
  betterleaks: {
    args: (path, report) => ["filesystem", path, "--no-banner", "--exit-code", "0", "--output", report],
    places: (report) =>
      (report.findings ?? report).map(({ location: at }) => ({ path: at.path, line: at.start_line, endLine: at.end_line })),
  },
  gitleaks: {
    args: (path, report) => [
      "dir",
      path,
      "--no-banner",
      "--redact",
      "--exit-code",
      "0",
      "--report-format",
      "json",
      "--report-path",
      report,
    ],
    places: (report) => report.map(({ File, StartLine, EndLine }) => ({ path: File, line: StartLine, endLine: EndLine })),
  },
};

const { values } = parseArgs({ options: { data: { type: "string" } } });
if (values.data === undefined) {
  process.stderr.write("score:peers: --data names no folder. It must hold files/ and labels.jsonl.\n");
  process.exit(2);
}
const labels = readLabels(values.data);
const folder = join(values.data, "files");
const scratch = mkdtempSync(join(tmpdir(), "stanch-score-"));
const figure = (share) => share.toFixed(3);
try {
  process.stdout.write("| scanner | true | found | false | not labelled | precision | recall | F1 | strict precision |\n");
  process.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const tool of await setUpTools(new Map())) {
    if (READERS[tool.name] === undefined || tool.missing !== undefined) continue;
    const { args, places } = READERS[tool.name];
    const file = join(scratch, `${tool.name}.json`);
    // Their codes say that there are findings.
    spawnSync(tool.program, args(folder, file), { stdio: "ignore" });
    const found = placesOf(labels);
    const spots = places(JSON.parse(readFileSync(file, "utf8"))).map((one) => ({
      ...one,
      path: one.path.replace(`${folder}/`, ""),
      confidence: 1,
    }));
    rmSync(file);
    const stray = markFound(found, spots);
    const it = figuresOf([...found.values()].flat(), "strong", stray.size);
    const counts = `${it.true} | ${it.tp} | ${it.fp} | ${it.unlabelled}`;
    const shares = [it.precision, it.recall, it.f1, it.strictPrecision].map(figure).join(" | ");
    process.stdout.write(`| ${tool.name} ${tool.version} | ${counts} | ${shares} |\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
