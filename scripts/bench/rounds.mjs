// Runs each tool in turn, A B C A B C …, so that a busy minute of the machine meets all of them.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetupError, say } from "../say.mjs";
import { measure } from "./measure.mjs";
import { commandOf } from "./works.mjs";

/**
 * A slow tool is counted less often, about this many seconds in all, and one whose warm-up alone takes so long by that run:
 * its ratio is far from any limit.
 */
const BUDGET_S = 60;
const LIMIT_MS = 900_000;

/** `{ kind, name, title, results }`; a result is `{ label, command, runs: [{wall, cpu, peak}], findings, failed }`. */
export async function runWork(work, wanted) {
  const results = work.tasks.map((task) => ({
    label: task.label,
    isReference: task.tool.isReference === true,
    command: shown(work, task),
    runs: [],
    wanted,
  }));
  for (let round = 0; round <= wanted; round++) {
    for (const [index, task] of work.tasks.entries()) {
      const result = results[index];
      if (result.failed !== undefined || round > result.wanted) continue;
      say(`bench: ${work.name}: ${task.label}, ${round === 0 ? "warm-up" : `run ${round} of ${result.wanted}`}`);
      const one = await attempt(work, task, result);
      if (one === undefined) continue;
      // Processor time where it is known: a wall clock can stand still for reasons that are not the tool's.
      const cost = one.cpu ?? one.wall;
      const isCounted = round > 0 || cost > BUDGET_S;
      if (isCounted) result.runs.push({ wall: one.wall, cpu: one.cpu, peak: one.peak });
      if (round === 0) result.wanted = Math.min(wanted, Math.floor(BUDGET_S / cost));
    }
  }
  return { kind: work.kind, name: work.name, title: work.title, results };
}

async function attempt(work, task, result) {
  const folder = mkdtempSync(join(tmpdir(), "stanch-bench-"));
  try {
    const report = join(folder, "report.json");
    const { tool } = task;
    const argv = [tool.program, ...tool.commands[commandOf(work.kind, tool)](task.path, report)];
    const one = await measure({ argv, cwd: task.cwd, codes: tool.codes, countLines: tool.countLines, limitMs: LIMIT_MS });
    if (!["version", "explain", "snippet"].includes(work.kind)) result.findings = findings(tool, report, one.lines, work.kind);
    return one;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`bench: ${work.name}: ${task.label} failed: ${error.message}`);
    result.failed = error.message;
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findings(tool, report, lines, kind) {
  if (tool.counts?.[kind] !== undefined) return tool.counts[kind](report);
  if (tool.countLines === true) return lines;
  return tool.count !== undefined && existsSync(report) ? tool.count(report) : undefined;
}

function shown(work, { tool, label }) {
  const name = tool.isReference === true ? label.split(" ")[0] : tool.name;
  return [name, ...tool.commands[commandOf(work.kind, tool)]("PATH", "REPORT")].join(" ");
}
