import { detectors } from "@stanch/detectors";
import { AppError, type Detector, rulesOf, severityRank } from "@stanch/model";
import { nearestName } from "@stanch/scan";
import { Output } from "../io.ts";

/** Lists all kinds, most harmful first, or explains one. */
export async function detectorsCommand(id: string | undefined, format: string): Promise<number> {
  const output = new Output();
  const list =
    id === undefined
      ? detectors.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity) || (a.id < b.id ? -1 : 1))
      : [detectorById(id)];
  if (format === "json") await output.write([`${JSON.stringify(list.map(facts), undefined, 2)}\n`]);
  else if (format === "markdown") await output.write(markdown(list));
  else if (id === undefined) await output.write(table(list));
  else await output.write(explanation(detectorById(id)));
  return 0;
}

/** Throws DETECTOR_UNKNOWN with the nearest name. */
export function detectorById(id: string): Detector {
  const found = detectors.find((detector) => detector.id === id);
  if (found !== undefined) return found;
  const near = nearestName(
    id,
    detectors.map((detector) => detector.id),
  );
  throw new AppError("DETECTOR_UNKNOWN", {
    what: "No such detector",
    where: id,
    next: near === undefined ? 'Run "stanch detectors" for the list.' : `Did you mean "${near}"? "stanch detectors" lists all.`,
  });
}

function facts(detector: Detector): object {
  const { id, title, provider, category, severity, opens, references, revoke } = detector;
  return {
    id,
    title,
    provider,
    category,
    severity,
    opens,
    rules: rulesOf(detector).length,
    references,
    ...(revoke === undefined ? {} : { revoke }),
  };
}

function* table(list: readonly Detector[]): Iterable<string> {
  const width = Math.max(...list.map((detector) => detector.id.length));
  for (const detector of list) yield `${detector.severity.padEnd(8)}  ${detector.id.padEnd(width)}  ${detector.title}\n`;
  yield `\n${list.length} kinds of ${new Set(list.map((detector) => detector.provider)).size} providers. "stanch detectors ID" explains one.\n`;
}

function* markdown(list: readonly Detector[]): Iterable<string> {
  yield `# Detectors\n\n${list.length} kinds of secrets from ${new Set(list.map((detector) => detector.provider)).size} providers. Made by \`stanch detectors --format markdown\`.\n\n`;
  yield "| id | secret | provider | severity | what it opens |\n| --- | --- | --- | --- | --- |\n";
  for (const detector of list)
    yield `| \`${detector.id}\` | ${cell(detector.title)} | ${cell(detector.provider)} | ${detector.severity} | ${cell(detector.opens)} |\n`;
}

const cell = (text: string): string => text.replace(/[|\\]/g, "\\$&");

export function* explanation(detector: Detector): Iterable<string> {
  yield `${detector.title} (${detector.id})\n\n`;
  yield `  severity   ${detector.severity}\n  provider   ${detector.provider}\n  category   ${detector.category}\n\n`;
  yield `  ${detector.opens}\n\n`;
  for (const rule of rulesOf(detector)) {
    const words = [
      ...(rule.prefixes ?? []).map((word) => JSON.stringify(word)),
      ...(rule.keywords ?? []).map((word) => `${JSON.stringify(word)} in any case`),
    ];
    yield `  looked for  near ${words.join(", ")}\n`;
    if (rule.checksum !== undefined) yield `  checked by  its checksum (${rule.checksum.name})\n`;
    for (const companion of rule.companions ?? [])
      yield `  with        ${companion.name} within ${companion.withinBytes} bytes${companion.required === true ? " (required)" : ""}\n`;
  }
  if (detector.revoke !== undefined) yield `\n  end it      ${detector.revoke}\n`;
  for (const reference of detector.references) yield `  see         ${reference}\n`;
}
