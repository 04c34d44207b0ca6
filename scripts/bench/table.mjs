// What the bench prints: Markdown, so that it can stand in a document as it is.
import { ratios, spread } from "./statistics.mjs";

const seconds = (value) => (value < 1 ? value.toFixed(3) : value < 100 ? value.toFixed(2) : value.toFixed(0));
const times = (value) => value.toFixed(2);
const megabytes = (value) => (value / 1e6).toFixed(0);
const range = (each, show) => (each === undefined ? "–" : `${show(each.median)} (${show(each.min)}–${show(each.max)})`);

/** One table a work: wall, our ratio to it, processor time, peak memory, findings. */
export function workTable({ title, results }) {
  const ours = results.find(({ label }) => label === "stanch")?.runs ?? [];
  const lines = [
    `### ${title}`,
    "",
    "| tool | wall, s | stanch against it: wall, x | CPU, x | CPU, s | peak, MB | findings | runs |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
  ];
  for (const result of results) lines.push(workRow(result, ours));
  return [...lines, "", ...results.map(({ label, command }) => `- ${label}: \`${command}\``)].join("\n");
}

function workRow({ label, runs, findings, failed }, ours) {
  if (failed !== undefined) return `| ${label} | failed: ${failed.replaceAll("|", "/")} | | | | | | |`;
  const of = (list, key) => list.map((run) => run[key]).filter((value) => value !== undefined);
  const isOurs = label.startsWith("stanch");
  const against = (key) => (isOurs ? undefined : ratios(of(ours, key), of(runs, key)));
  const cells = [
    range(spread(of(runs, "wall")), seconds),
    range(against("wall"), times),
    against("cpu") === undefined ? "–" : times(against("cpu").median),
    range(spread(of(runs, "cpu")), seconds),
    range(spread(of(runs, "peak")), megabytes),
    findings ?? "",
    runs.length,
  ];
  return `| ${label} | ${cells.join(" | ")} |`;
}

/** The demands with what was measured. */
export function verdictTable(rows) {
  const lines = ["| work | measured | must | aim | |", "| --- | --- | --- | --- | --- |"];
  for (const { what, measured, must, aim, unit } of rows) {
    const show = (value) => `${unit === "x" ? times(value) : Math.round(value)} ${unit}`;
    const verdict = aim !== undefined && measured <= aim ? "meets the aim" : measured <= must ? "meets the must" : "**misses the must**";
    lines.push(`| ${what} | ${show(measured)} | <= ${show(must)} | ${aim === undefined ? "" : `<= ${show(aim)}`} | ${verdict} |`);
  }
  return lines.join("\n");
}
