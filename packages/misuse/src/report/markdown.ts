import type { Judgement } from "../judgement.ts";
import { daysChart, weekChart } from "./chart.ts";
import { minute, readLine, totalsLine } from "./text.ts";

/** For a ticket or an incident's record. */
export function* markdownReport(judged: Judgement): Generator<string> {
  yield `# Was it misused? ${judged.verdict}\n\n${cell(judged.because)}\n\n`;
  yield `Read ${cell(readLine(judged))}. Leaked at ${minute(judged.leakedAt)} UTC${judged.revokedAt === null ? "" : `, revoked at ${minute(judged.revokedAt)} UTC`}. ${totalsLine(judged)}\n\n`;
  if (judged.signals.length > 0) {
    yield "| level | signal | number | baseline | when (UTC) | what |\n| --- | --- | ---: | ---: | --- | --- |\n";
    for (const { level, kind, number, unit, baseline, baselineIs, from, until, sentence } of judged.signals)
      yield `| ${level} | ${kind} | ${round(number)} ${cell(unit)} | ${round(baseline)} ${cell(baselineIs)} | ${minute(from)} to ${minute(until)} | ${cell(sentence)} |\n`;
    yield "\n## Records behind the signals\n\n| signal | when (UTC) | action | address | about | record |\n| --- | --- | --- | --- | --- | --- |\n";
    for (const { kind, records } of judged.signals)
      for (const { at, action, address, resource, reference } of records.samples)
        yield `| ${kind} | ${minute(at)} | ${cell(action)} | ${cell(address ?? "")} | ${cell(resource ?? "")} | ${cell(reference)} |\n`;
  }
  const chart = daysChart(judged, 100);
  if (chart.length > 0) yield `\n## Uses\n\n\`\`\`text\n${[...chart, "", ...weekChart(judged)].join("\n")}\n\`\`\`\n`;
  if (judged.facts.length > 0) yield "\n## Read as it stands\n\n";
  for (const { what, at, address } of judged.facts)
    yield `- ${cell(what)}${at === undefined ? "" : `, ${minute(at)}`}${address === undefined ? "" : `, from ${address}`}\n`;
  yield "\n## Not known\n\n";
  for (const { what } of judged.missing) yield `- ${cell(what)}\n`;
}

/** What records say is text and no markup. */
function cell(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replace(/[|<>`*_[\]]/g, "\\$&")
    .replace(/\s+/g, " ");
}

const round = (value: number): string => Number(value.toPrecision(4)).toLocaleString("en-GB", { maximumFractionDigits: 4 });
