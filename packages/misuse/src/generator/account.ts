import type { UseRecord } from "@stanch/model";
import type { JudgeContext } from "../context.ts";
import { DAY_MS, HOUR_MS } from "../hours.ts";
import { attack } from "./attacks.ts";
import type { AttackKind } from "./kinds.ts";
import { Random } from "./random.ts";
import { BEGIN, DAYS, addHour, addOwnOddities, drawWays, networkOfSynthetic } from "./ways.ts";

export interface SyntheticAccount {
  readonly seed: number;
  readonly records: readonly UseRecord[];
  readonly context: JudgeContext;
  readonly attack:
    | { readonly kind: AttackKind; readonly from: number; readonly until: number; readonly references: ReadonlySet<string> }
    | undefined;
}

/** A whole account of 90 days with everything that a real one does by itself; `kind` plants an attack after the leak. */
export function syntheticAccount(seed: number, kind?: AttackKind): SyntheticAccount {
  const random = new Random(seed);
  const ways = drawWays(random, kind);
  const records: UseRecord[] = [];
  for (let hour = 0; hour < DAYS * 24; hour++) addHour(random, ways, BEGIN + hour * HOUR_MS, records);
  addOwnOddities(random, ways, records);
  const planted = kind === undefined ? undefined : attack(kind, new Random(seed ^ 0x5bd1e995), ways);
  if (planted !== undefined) records.push(...planted.records);
  const knowsNetworks = random.chance(0.5);
  return {
    seed,
    records: records.filter(({ time }) => time < BEGIN + DAYS * DAY_MS).toSorted((a, b) => a.time - b.time),
    context: {
      leakedAt: ways.leakedAt,
      until: BEGIN + DAYS * DAY_MS,
      currency: "USD",
      ...(ways.revokedAt === undefined ? {} : { revokedAt: ways.revokedAt }),
      ...(random.chance(0.5) ? { timeZone: ways.timeZone } : {}),
      ...(knowsNetworks ? { networkOf: networkOfSynthetic } : {}),
    },
    attack:
      planted === undefined || kind === undefined
        ? undefined
        : {
            kind,
            from: Math.min(...planted.records.map(({ time }) => time)),
            until: Math.max(...planted.records.map(({ time }) => time)),
            references: new Set(planted.records.map(({ reference }) => reference)),
          },
  };
}
