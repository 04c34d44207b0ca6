import type { UseRecord } from "@stanch/model";
import { DAY_MS, HOUR_MS } from "../hours.ts";
import { CONFIGURATIONS, type Ways, addressIn, agentAt, meanOf, ownUse, use } from "./ways.ts";
import type { AttackKind } from "./kinds.ts";
import type { Random } from "./random.ts";

/** What each kind of thief does; shown by `npm run misuse:score`. */
export const ATTACK_SAYS: Readonly<Record<AttackKind, string>> = {
  "foreign-network": "5 to 200 usual uses over 1 to 3 days, from a network of the thief's",
  "toll-fraud":
    "30 to 1,000 calls or messages within 2 to 12 hours to dear numbers; in a third of the cases through the owner's own servers",
  "volume-burst": "2 to 8 times a day's use within 1 to 6 hours, through the owner's own servers",
  reconnaissance: "5 to 40 reads of 3 to 8 kinds that the owner never makes; in a fifth of the cases through the owner's own servers",
  takeover: "2 to 4 changes to the set-up within an hour; in a third of the cases through the owner's own servers",
  "night-shift": "3 to 10 nights of 8 to 60 usual uses in 3 to 5 hours, through the owner's own servers or a source without addresses",
  "proxy-swarm": "30 to 300 usual uses over 1 to 2 days, nearly each from another network",
  "after-revocation": "3 to 50 usual uses that still work after the secret was revoked",
};

const DEAR = ["+53", "+252", "+232", "+881", "+960", "+371", "+220", "+1876", "+675", "+88213"] as const;
const READS = [
  "list.calls",
  "list.numbers",
  "list.subaccounts",
  "list.recordings",
  "get.account",
  "list.endpoints",
  "read.pricing",
  "list.users",
  "list.keys",
] as const;

/** All records of one attack. */
export function attack(kind: AttackKind, random: Random, ways: Ways): { readonly records: readonly UseRecord[] } {
  const begin = ways.leakedAt + random.between(0.02, 12) * DAY_MS;
  return { records: ACTS[kind](random, ways, begin) };
}

type Act = (random: Random, ways: Ways, begin: number) => readonly UseRecord[];

const times = (count: number, make: (index: number) => UseRecord): UseRecord[] => Array.from({ length: count }, (_, index) => make(index));
const thiefNetwork = (random: Random): number => random.whole(100, 220);
const thiefAddress = (random: Random, asn = thiefNetwork(random)): string => addressIn(asn, random.whole(0, 255), random.whole(1, 254));
const thiefAgent = (random: Random): string =>
  random.pick(["curl/8.9.1", "python-requests/2.32.3", "Go-http-client/2.0", "acme-server/4.2 node/22.1"]);

const ACTS: Readonly<Record<AttackKind, Act>> = {
  "foreign-network": (random, ways, begin) => {
    const address = thiefAddress(random);
    const agent = thiefAgent(random);
    const days = random.between(1, 3);
    return times(Math.round(random.scale(5, 200)), () => {
      const time = begin + random.next() * days * DAY_MS;
      return use(random, ways, { time, action: ownUse(random, ways, time).action, address, agent });
    });
  },
  "toll-fraud": (random, ways, begin) => {
    const own = random.chance(0.33);
    const foreign = thiefAddress(random);
    const hours = random.between(2, 12);
    const targets = Array.from({ length: random.whole(1, 3) }, () => ({ prefix: random.pick(DEAR), cost: random.between(0.08, 0.9) }));
    const action = random.pick(["call.outbound", "message.outbound"]);
    return times(Math.round(random.scale(30, 1000)), (index) => {
      const time = begin + random.next() * hours * HOUR_MS;
      const destination = targets[index % targets.length];
      return use(random, ways, {
        time,
        action,
        address: own ? ownUse(random, ways, time).address : foreign,
        ...(destination === undefined ? {} : { destination }),
      });
    });
  },
  "volume-burst": (random, ways, begin) => {
    const hours = random.between(1, 6);
    const daily = Array.from({ length: 168 }, (_, hour) => meanOf(ways, begin - hour * HOUR_MS)).reduce((sum, mean) => sum + mean, 0) / 7;
    return times(Math.round(Math.max(40, daily * random.between(2, 8))), () =>
      ownUse(random, ways, begin + random.next() * hours * HOUR_MS),
    );
  },
  reconnaissance: (random, ways, begin) => {
    const own = random.chance(0.2);
    const address = thiefAddress(random);
    const agent = thiefAgent(random);
    const kinds = Array.from({ length: random.whole(3, 8) }, () => random.pick(READS));
    return times(Math.max(kinds.length, Math.round(random.scale(5, 40))), (index) => {
      const time = begin + random.next() * 2 * HOUR_MS;
      return use(random, ways, {
        time,
        action: kinds[index % kinds.length] ?? READS[0],
        address: own ? ownUse(random, ways, time).address : address,
        agent: own ? agentAt(ways, random, time) : agent,
      });
    });
  },
  takeover: (random, ways, begin) => {
    const own = random.chance(0.33);
    const address = thiefAddress(random);
    return times(random.whole(2, 4), (index) => {
      const time = begin + random.next() * HOUR_MS;
      const all = CONFIGURATIONS[ways.kind];
      return use(random, ways, {
        time,
        action: all[index % all.length] ?? all[0],
        address: own ? ownUse(random, ways, time).address : address,
        agent: own ? agentAt(ways, random, time) : thiefAgent(random),
        configures: true,
      });
    });
  },
  "night-shift": (random, ways, begin) => {
    const quietest = quietHours(ways, begin, random.whole(3, 5));
    const nights = random.whole(3, 10);
    return Array.from({ length: nights }, (_, night) =>
      times(Math.round(random.scale(8, 60)), () => {
        const hour = quietest[random.whole(0, quietest.length - 1)] ?? 0;
        return ownUse(random, ways, hour + night * DAY_MS + random.next() * HOUR_MS);
      }),
    ).flat();
  },
  "proxy-swarm": (random, ways, begin) => {
    const hours = random.between(24, 48);
    const agent = thiefAgent(random);
    return times(Math.round(random.scale(30, 300)), () => {
      const time = begin + random.next() * hours * HOUR_MS;
      return use(random, ways, {
        time,
        action: ownUse(random, ways, time).action,
        address: thiefAddress(random, random.whole(61, 250)),
        agent,
      });
    });
  },
  "after-revocation": (random, ways) => {
    const begin = (ways.revokedAt ?? ways.leakedAt) + random.between(0.1, 48) * HOUR_MS;
    const foreign = random.chance(0.5) ? thiefAddress(random) : undefined;
    return times(Math.round(random.scale(3, 50)), () => {
      const record = ownUse(random, ways, begin + random.next() * DAY_MS);
      return foreign === undefined || record.address === undefined ? record : { ...record, address: foreign };
    });
  },
};

/** So many hours in a row in which the owner does least, on the day after the begin. */
function quietHours(ways: Ways, begin: number, count: number): readonly number[] {
  const first = Math.ceil(begin / HOUR_MS) * HOUR_MS;
  let best = first;
  let least = Infinity;
  for (let start = 0; start < 24; start++) {
    const sum = Array.from({ length: count }, (_, i) => meanOf(ways, first + (start + i) * HOUR_MS)).reduce((all, mean) => all + mean, 0);
    if (sum < least) [best, least] = [first + start * HOUR_MS, sum];
  }
  return Array.from({ length: count }, (_, i) => best + i * HOUR_MS);
}
