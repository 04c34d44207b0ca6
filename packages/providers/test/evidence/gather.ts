import { type EvidenceGap, Secret, type StandingFact, type UseRecord } from "@stanch/model";
import { type Ask, type Collector, waysOut } from "../../src/evidence/index.ts";
import type { Pace } from "../../src/evidence/collector.ts";

export interface Gathered {
  readonly records: readonly UseRecord[];
  readonly facts: readonly StandingFact[];
  readonly gaps: readonly EvidenceGap[];
  readonly paces: readonly Pace[];
}

/** Values of these names are secrets; the rest is text. */
const SECRET = /TOKEN|SECRET|KEY$|DATABASE_URL/;

/** An ask against servers of a test: `env` says where they are. */
export function askOf(
  collector: Collector,
  given: {
    readonly env: Readonly<Record<string, string>>;
    readonly about?: string;
    readonly from: number;
    readonly until: number;
    readonly now?: number;
  },
): { readonly ask: Ask; readonly gathered: { facts: StandingFact[]; gaps: EvidenceGap[]; paces: Pace[] } } {
  const gathered = { facts: [] as StandingFact[], gaps: [] as EvidenceGap[], paces: [] as Pace[] };
  // Twenty a minute would take minutes: the pace asked for is looked at, and shortened.
  const http = waysOut(collector, { env: given.env, version: "test", hurry: 2000 });
  const ask: Ask = {
    values: Object.fromEntries(Object.entries(given.env).map(([name, value]) => [name, SECRET.test(name) ? new Secret(value) : value])),
    from: given.from,
    until: given.until,
    now: () => new Date(given.now ?? given.until),
    notes: {
      fact: (fact) => void gathered.facts.push(fact),
      gap: (gap) => void gathered.gaps.push(gap),
      progress: () => undefined,
    },
    http: (pace) => {
      gathered.paces.push(pace);
      return http(pace);
    },
    ...(given.about === undefined ? {} : { about: given.about }),
  };
  return { ask, gathered };
}

export async function gather(collector: Collector, given: Parameters<typeof askOf>[1]): Promise<Gathered> {
  const { ask, gathered } = askOf(collector, given);
  const records: UseRecord[] = [];
  if (collector.collect !== undefined) for await (const batch of collector.collect(ask)) records.push(...batch);
  return { records, ...gathered };
}
