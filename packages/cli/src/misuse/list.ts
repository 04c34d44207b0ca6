import { collectors } from "@stanch/providers/evidence";

/** Issuers whose evidence is understood: what each tells, what it needs, what it cannot tell. */
export function* collectorList(): Generator<string> {
  for (const collector of collectors) {
    const { id, name, needs, reads, cannot } = collector;
    const asks = collector.collect !== undefined || collector.nameInLogs !== undefined;
    const ways = [asks ? `--ask ${id}` : undefined, collector.toRecord === undefined ? undefined : `--log-kind ${id}`];
    yield `${name}  (${ways.filter((way) => way !== undefined).join(", ")})\n`;
    for (const line of reads) yield `  reads   ${line}\n`;
    for (const need of needs) yield `  needs   ${need.name}${need.isOptional === true ? " (may be absent)" : ""}: ${need.what}\n`;
    for (const line of cannot) yield `  cannot  ${line}\n`;
    yield "\n";
  }
  yield "Any other log: JSON lines, JSON, CSV, combined access logs, with a mapping where names are not common ones (docs/misuse.md).\n";
}
