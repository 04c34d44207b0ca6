import type { Judgement, Signal } from "../judgement.ts";
import { daysChart, weekChart } from "./chart.ts";

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
}

/** For people at a terminal. The caller makes control characters harmless. */
export function* textReport(judged: Judgement, { width }: TextOptions): Generator<string> {
  yield `${judged.verdict.toUpperCase()}\n${judged.because}\n\n`;
  yield `Read ${readLine(judged)}.\n`;
  yield `Leaked at ${minute(judged.leakedAt)}${judged.revokedAt === null ? ", not known as revoked" : `, revoked at ${minute(judged.revokedAt)}`}. Times are UTC; days and hours of the rhythm ${judged.timeZone}${judged.isTimeZoneFound ? " (found from the records)" : ""}.\n`;
  yield `${totalsLine(judged)}\n`;
  const days = daysChart(judged, Math.max(20, width - 4));
  if (days.length > 0) yield `\n${indented(["Uses by day", ...days])}\n${indented(weekChart(judged))}\n`;
  if (judged.signals.length > 0) yield "\nSignals\n";
  for (const signal of judged.signals) yield* signalLines(signal);
  if (judged.facts.length > 0) yield "\nRead as it stands\n";
  for (const { what, at, address } of judged.facts)
    yield `  ${what}${at === undefined ? "" : `, ${minute(at)}`}${address === undefined ? "" : `, from ${address}`}\n`;
  yield "\nNot known\n";
  for (const { what } of judged.missing) yield `  ${what}\n`;
}

export function readLine({ read }: Judgement): string {
  const { records, leftOut, sources, from, until } = read;
  const names = Object.entries(sources).map(([name, count]) => `${name} ${count.toLocaleString("en-GB")}`);
  return `${records.toLocaleString("en-GB")} records${names.length > 0 ? ` (${names.join(", ")})` : ""}${from === null || until === null ? "" : ` from ${minute(from)} to ${minute(until)}`}${leftOut > 0 ? `; ${leftOut.toLocaleString("en-GB")} outside the span asked for` : ""}`;
}

export function totalsLine({ totals, currency }: Judgement): string {
  const part = ({ records, cost }: Judgement["totals"]["before"]): string =>
    `${records.toLocaleString("en-GB")} records${cost > 0 ? ` for ${cost.toFixed(2)} ${currency ?? ""}`.trimEnd() : ""}`;
  return `Before the leak ${part(totals.before)}, since ${part(totals.after)}.`;
}

export const minute = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)}`;

function* signalLines({ level, kind, sentence, records, from, until }: Signal): Generator<string> {
  yield `  ${level.toUpperCase().padEnd(8)} ${kind}, ${minute(from)}${until.slice(0, 16) === from.slice(0, 16) ? "" : ` to ${minute(until)}`}\n           ${sentence}\n`;
  for (const { at, action, actor, address, resource, cost, reference } of records.samples.slice(0, level === "context" ? 1 : 3))
    yield `           - ${[minute(at), action, actor, address, resource, cost === undefined ? undefined : String(Number(cost.toPrecision(3))), reference].filter((part) => part !== undefined).join("  ")}\n`;
  const rest = records.count - records.samples.length;
  if (rest > 0 && level !== "context") yield `             and ${Math.round(rest).toLocaleString("en-GB")} more\n`;
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`.trimEnd()).join("\n");
