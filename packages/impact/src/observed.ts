import type { UseRecord } from "@stanch/model";
import type { Builder } from "./builder.ts";
import { fieldOf } from "./names.ts";
import { matchesName } from "./match.ts";
import type { ObservedRead } from "./reader.ts";
import type { Place } from "./types.ts";

interface Seen {
  count: number;
  last: string;
  line: number;
}

/** Collects reads of a log: one workload for who and from where. */
export function enterReads(log: string, builder: Builder): { add(read: ObservedRead, line: number): void; done(): void } {
  const seen = new Map<string, Seen & { readonly read: ObservedRead }>();
  return {
    add(read, line) {
      const key = JSON.stringify([read.name, read.who, read.from]);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { count: 1, last: read.at, line, read });
      else {
        known.count++;
        if (read.at > known.last) known.last = read.at;
      }
    },
    done() {
      for (const { read, count, last, line } of seen.values()) {
        const place: Place = { repository: "", path: log, line };
        const who = `${read.who}${read.from === undefined ? "" : ` from ${read.from}`}`;
        const note = `${count} ${count === 1 ? "read" : "reads"}, last ${last === "" ? "at an unknown time" : last}${read.agent === undefined ? "" : `, by ${read.agent}`}`;
        observe(builder, nameNode(builder, read.name), who, place, note, "certain");
      }
    },
  };
}

function nameNode(builder: Builder, name: string): string {
  const isWhole = fieldOf(name)?.field === "*";
  return builder.node({
    id: `name:${name}`,
    kind: "name",
    form: name.slice(0, name.indexOf(":")),
    label: isWhole ? name.slice(0, -2) : name,
    name,
  });
}

function observe(builder: Builder, from: string, who: string, place: Place, note: string, confidence: "certain" | "likely"): void {
  const workload = builder.node({ id: `workload:observed:${who}`, kind: "workload", form: "observed", label: who, name: who, place });
  const read = builder.node({
    id: `decl:observed:${workload}#${from}`,
    kind: "declaration",
    form: "observed",
    label: "seen in a log",
    name: "",
    place,
  });
  builder.edge({ from, to: read, relation: "flows", place, confidence, note });
  builder.edge({ from: read, to: workload, relation: "flows", place, confidence, channel: "observed", note });
}

/** Uses of one secret by address and agent. Refused ones are no dependants: what does not work now cannot break. */
export async function enterRecords(
  about: string,
  source: string,
  records: Iterable<UseRecord> | AsyncIterable<UseRecord>,
  builder: Builder,
): Promise<void> {
  const seen = new Map<string, Seen>();
  let number = 0;
  for await (const record of records) {
    number++;
    if (record.result === "refused") continue;
    const who = [record.address ?? "an unknown address", record.agent === undefined ? "" : `(${record.agent.slice(0, 120)})`]
      .filter((part) => part !== "")
      .join(" ");
    const at = new Date(record.time).toISOString();
    const known = seen.get(who);
    if (known === undefined) seen.set(who, { count: 1, last: at, line: number });
    else {
      known.count++;
      if (at > known.last) known.last = at;
    }
  }
  const starts = [...builder.nodes.values()].filter(({ kind, name }) =>
    kind === "secret" ? about.length >= 12 && name.startsWith(about.toLowerCase()) : kind === "name" && matchesName(name, about),
  );
  const [first] = starts;
  const from = first?.id ?? builder.node({ id: `name:asked:${about}`, kind: "name", form: "asked", label: about, name: about });
  for (const [who, { count, last, line }] of seen)
    observe(
      builder,
      from,
      `client ${who}`,
      { repository: "", path: source, line },
      `${count} ${count === 1 ? "use" : "uses"}, last ${last}`,
      "certain",
    );
}
