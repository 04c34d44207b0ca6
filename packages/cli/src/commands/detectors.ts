import { detectors } from "@stanch/detectors";
import { AppError, type Detector, rulesOf, severityRank } from "@stanch/model";
import { nearestName } from "@stanch/scan/nearest-name"; // snippet looks kinds up here, and waited 20 ms for all of a scan
import { Output } from "../io.ts";

/** Lists all kinds, most harmful first, or explains one. */
export async function detectorsCommand(id: string | undefined, format: string): Promise<number> {
  const output = new Output();
  const list =
    id === undefined
      ? detectors.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity) || (a.id < b.id ? -1 : 1))
      : [detectorById(id)];
  if (format !== "text") {
    const { catalogueMarkdown, kindsOf } = await import("./catalogue.ts");
    const kinds = kindsOf(list);
    await output.write(format === "json" ? [`${JSON.stringify(kinds, undefined, 2)}\n`] : catalogueMarkdown(kinds));
  } else if (id === undefined) await output.write(table(list));
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

function* table(list: readonly Detector[]): Iterable<string> {
  const width = Math.max(...list.map((detector) => detector.id.length));
  for (const detector of list) yield `${detector.severity.padEnd(8)}  ${detector.id.padEnd(width)}  ${detector.title}\n`;
  yield `\n${list.length} kinds of ${new Set(list.map(({ provider }) => provider).filter((id) => id !== "generic")).size} providers. "stanch detectors ID" explains one.\n`;
}

export function* explanation(detector: Detector): Iterable<string> {
  yield `${detector.title} (${detector.id})\n\n`;
  const nature = detector.nature === "public" ? ", public by design" : detector.nature === "identifier" ? ", an identifier" : "";
  yield `  severity   ${detector.severity}${nature}\n  provider   ${detector.provider}\n  category   ${detector.category}\n\n`;
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
  if (detector.facts !== undefined) yield "  says        whose it is, what for or until when, without a call\n";
  if (detector.lifetime !== undefined) yield `  lives       ${detector.lifetime}\n`;
  if (detector.revoke !== undefined) yield `\n  end it      ${detector.revoke}\n`;
  for (const reference of detector.references) yield `  see         ${reference}\n`;
}
