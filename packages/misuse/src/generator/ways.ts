import type { UseRecord } from "@stanch/model";
import { DAY_MS, HOUR_MS } from "../hours.ts";
import type { Network } from "../networks.ts";
import { offsetMinutes } from "../seasons.ts";
import type { AttackKind } from "./kinds.ts";
import { Random } from "./random.ts";

export const DAYS = 90;
/** Monday 2 March 2026. In Europe and America clocks change within the 90 days that follow. */
export const BEGIN = Date.UTC(2026, 2, 2);

export type AccountKind = "telephony" | "cloud" | "payments" | "api";
export type Rhythm = "business" | "consumer" | "machine" | "nightly";

/** An account's own ways, drawn once. */
export interface Ways {
  readonly kind: AccountKind;
  readonly rhythm: Rhythm;
  readonly timeZone: string;
  readonly perDay: number;
  /** Factor from the first to the last day. */
  readonly growth: number;
  readonly sigma: number;
  readonly hasAddresses: boolean;
  readonly networks: readonly OwnNetwork[];
  readonly actions: readonly { readonly name: string; readonly weight: number; readonly from: number }[];
  readonly destinations: readonly { readonly prefix: string; readonly weight: number; readonly from: number; readonly cost: number }[];
  readonly agents: readonly { readonly name: string; readonly from: number }[];
  readonly holidays: ReadonlySet<number>;
  readonly campaigns: readonly { readonly from: number; readonly until: number; readonly factor: number }[];
  readonly leakedAt: number;
  readonly revokedAt: number | undefined;
}

interface OwnNetwork {
  readonly asn: number;
  readonly weight: number;
  readonly from: number;
  readonly until: number;
  /** Fixed addresses, or a pool that changes with every deployment. */
  readonly addresses: (random: Random, time: number) => string;
}

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Europe/London",
  "Australia/Sydney",
  "America/Sao_Paulo",
] as const;
const HOME: Readonly<Record<string, string>> = {
  "Europe/Berlin": "+4930",
  "America/New_York": "+1212",
  "America/Los_Angeles": "+1415",
  "Asia/Kolkata": "+9122",
  "Asia/Tokyo": "+8133",
  "Europe/London": "+4420",
  "Australia/Sydney": "+6129",
  "America/Sao_Paulo": "+5511",
};
const ELSEWHERE = [
  "+331",
  "+3906",
  "+3491",
  "+312",
  "+432",
  "+4122",
  "+468",
  "+4822",
  "+1416",
  "+6567",
  "+8225",
  "+5255",
  "+2711",
  "+97144",
  "+9051",
] as const;
const ACTIONS: Readonly<Record<AccountKind, readonly [string, ...string[]]>> = {
  telephony: ["call.outbound", "message.outbound", "call.inbound", "message.inbound", "verify.session"],
  cloud: [
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListBucket",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "dynamodb:Query",
    "sts:GetCallerIdentity",
    "logs:PutLogEvents",
  ],
  payments: [
    "charge.succeeded",
    "payment_intent.created",
    "payment_intent.succeeded",
    "customer.created",
    "refund.created",
    "invoice.paid",
  ],
  api: ["GET /v1/orders", "POST /v1/orders", "GET /v1/customers", "GET /v1/items", "PUT /v1/items", "GET /health"],
};
const LATER: Readonly<Record<AccountKind, readonly [string, ...string[]]>> = {
  telephony: ["message.mms", "conference.created", "lookup.number"],
  cloud: ["s3:HeadObject", "dynamodb:PutItem", "kms:Decrypt", "sns:Publish"],
  payments: ["charge.refunded", "invoice.created", "payout.paid"],
  api: ["GET /v2/orders", "PATCH /v1/items", "GET /v1/reports"],
};
export const CONFIGURATIONS: Readonly<Record<AccountKind, readonly [string, ...string[]]>> = {
  telephony: ["application.update", "number.rent", "endpoint.create", "subaccount.create"],
  cloud: ["iam:CreateAccessKey", "iam:AttachUserPolicy", "s3:PutBucketPolicy", "ec2:AuthorizeSecurityGroupIngress"],
  payments: ["webhook_endpoint.created", "payout.destination_changed", "account.updated", "api_key.created"],
  api: ["POST /v1/tokens", "PUT /v1/settings", "POST /v1/users", "PUT /v1/webhooks"],
};
const AGENTS = [
  "acme-server/4.2 node/22.1",
  "python-requests/2.32.3",
  "Boto3/1.40 Python/3.12",
  "Go-http-client/2.0",
  "okhttp/4.12.0",
] as const;

export function drawWays(random: Random, kind: AttackKind | undefined): Ways {
  const leakedAt = BEGIN + Math.round(random.between(55, 62) * DAY_MS);
  const account = accountFor(random, kind);
  const hasAddresses = account !== "payments";
  const rhythm: Rhythm =
    kind === "night-shift"
      ? random.pick(["business", "business", "consumer", "nightly"])
      : random.pick(["business", "business", "consumer", "machine", "nightly"]);
  const timeZone = random.pick(ZONES);
  const revokes = kind === "after-revocation" || (kind === undefined && random.chance(0.2));
  const later = (most: number): number[] => Array.from({ length: random.poisson(most) }, () => BEGIN + random.between(3, DAYS) * DAY_MS);
  const cost = account === "telephony" ? random.scale(0.002, 0.02) : 0;
  return {
    kind: account,
    rhythm,
    timeZone,
    perDay: random.scale(kind === "night-shift" ? 40 : 8, 1500),
    growth: random.between(0.7, 2.2),
    sigma: random.between(0.05, 0.5),
    hasAddresses,
    networks: ownNetworks(random),
    actions: [
      ...ACTIONS[account].map((name, index) => ({ name, weight: random.scale(0.5, 3) / (index + 1), from: 0 })),
      ...later(0.8).map((from) => ({ name: random.pick(LATER[account]), weight: random.scale(0.02, 0.3), from })),
    ],
    destinations:
      account === "telephony"
        ? [
            { prefix: HOME[timeZone] ?? "+1212", weight: 6, from: 0, cost },
            ...Array.from({ length: random.whole(0, 5) }, () => ({
              prefix: random.pick(ELSEWHERE),
              weight: random.scale(0.05, 2),
              from: 0,
              cost: cost * random.scale(0.7, 3),
            })),
            ...later(1.2).map((from) => ({
              prefix: random.pick(ELSEWHERE),
              weight: random.scale(0.02, 0.3),
              from,
              cost: cost * random.scale(0.7, 3),
            })),
          ]
        : [],
    agents: [{ name: random.pick(AGENTS), from: 0 }, ...later(0.3).map((from) => ({ name: random.pick(AGENTS), from }))],
    holidays: new Set(Array.from({ length: random.whole(1, 4) }, () => random.whole(0, DAYS - 1))),
    campaigns: Array.from({ length: random.poisson(1) }, () => {
      const from = BEGIN + random.between(0, DAYS) * DAY_MS;
      return { from, until: from + random.between(2, 30) * HOUR_MS, factor: random.between(1.5, 3.5) };
    }),
    leakedAt,
    revokedAt: revokes ? leakedAt + random.between(1, 6) * DAY_MS : undefined,
  };
}

function accountFor(random: Random, kind: AttackKind | undefined): AccountKind {
  if (kind === "toll-fraud") return "telephony";
  // Without addresses a thief who does what the owner does, as much as the owner, is not told from him by anything.
  if (kind === "foreign-network" || kind === "proxy-swarm") return random.pick(["telephony", "cloud", "api"]);
  return random.pick(["telephony", "cloud", "payments", "api"]);
}

function ownNetworks(random: Random): readonly OwnNetwork[] {
  const scales = random.chance(0.3);
  const networks: OwnNetwork[] = Array.from({ length: random.whole(1, 3) }, (_, index) => {
    const asn = random.whole(1, 60);
    const fixed = Array.from({ length: random.whole(1, 5) }, () => addressIn(asn, random.whole(0, 15), random.whole(1, 254)));
    const deployEveryMs = random.between(0.5, 4) * DAY_MS;
    const salt = random.whole(1, 1e6);
    return {
      asn,
      weight: 1 / (index + 1),
      from: 0,
      until: Infinity,
      addresses: (draw, time) => {
        if (!scales) return fixed[draw.whole(0, fixed.length - 1)] ?? addressIn(asn, 0, 1);
        // Each deployment brings other machines, three at a time, out of the provider's whole space.
        const machine = new Random(salt + Math.floor(time / deployEveryMs) * 31 + draw.whole(0, 2));
        return addressIn(asn, machine.whole(0, 250), machine.whole(1, 254));
      },
    };
  });
  // Somebody travels, works from home, changes the provider.
  for (let i = random.poisson(0.7); i > 0; i--) {
    const asn = random.whole(1, 60);
    const from = BEGIN + random.between(2, DAYS) * DAY_MS;
    const address = addressIn(asn, random.whole(0, 15), random.whole(1, 254));
    networks.push({ asn, weight: random.scale(0.01, 0.2), from, until: from + random.scale(0.2, 20) * DAY_MS, addresses: () => address });
  }
  return networks;
}

/** Synthetic networks lie in 10.0.0.0/8: each has 256 blocks of 256 addresses, its number is the second byte. */
export function addressIn(asn: number, block: number, host: number): string {
  return `10.${asn}.${block}.${host}`;
}

const COUNTRIES = ["US", "DE", "GB", "IN", "JP", "BR", "AU", "FR", "NL", "SG"] as const;

/** What a database would say of a synthetic address. Those of thieves begin at 100. */
export function networkOfSynthetic(address: string): Network {
  const asn = Number(address.split(".")[1]);
  const country = COUNTRIES[asn % COUNTRIES.length] ?? "US";
  return {
    asn: 64_500 + asn,
    organisation: `Network ${asn}`,
    country,
    latitude: ((asn * 37) % 120) - 50,
    longitude: ((asn * 71) % 360) - 180,
  };
}

export function addHour(random: Random, ways: Ways, time: number, records: UseRecord[]): void {
  const burst = random.lognormal(ways.sigma);
  const count = random.poisson(meanOf(ways, time) * burst);
  if (ways.revokedAt !== undefined && time >= ways.revokedAt - HOUR_MS) return;
  for (let i = 0; i < count; i++) records.push(ownUse(random, ways, time + random.next() * HOUR_MS));
}

/** Uses expected in an hour. */
export function meanOf(ways: Ways, time: number): number {
  const local = time + offsetMinutes(time, ways.timeZone) * 60_000;
  const day = Math.floor((time - BEGIN) / DAY_MS);
  const hour = Math.floor(local / HOUR_MS) % 24;
  const weekday = (Math.floor(local / DAY_MS) + 3) % 7;
  const isFree = ways.holidays.has(day);
  const campaign = ways.campaigns.find(({ from, until }) => time >= from && time < until);
  const growth = ways.growth ** (day / DAYS);
  const factor = isFree ? (ways.rhythm === "business" ? 0.15 : ways.rhythm === "consumer" ? 1.3 : 1) : 1;
  return (ways.perDay * shapeOf(ways.rhythm, weekday, hour) * growth * factor * (campaign === undefined ? 1 : campaign.factor)) / 24;
}

/** Around 1 over a week. */
function shapeOf(rhythm: Rhythm, weekday: number, hour: number): number {
  const weekend = weekday >= 5;
  switch (rhythm) {
    case "business":
      if (hour < 8 || hour >= 18) return hour === 7 || hour === 18 ? (weekend ? 0 : 0.4) : 0;
      return weekend ? 0.05 : 2.9 - Math.abs(hour - 13) * 0.12;
    case "consumer":
      if (hour < 6) return 0.02;
      return (weekend ? 1.3 : 1) * (0.7 + Math.max(0, 1.4 - Math.abs(hour - 19) * 0.25));
    case "machine":
      return 1;
    case "nightly":
      return hour === 2 ? 12 : hour >= 9 && hour < 17 && !weekend ? 1.2 : 0.01;
  }
}

let serial = 0;

/** One use as the owner's programs make it. */
export function ownUse(random: Random, ways: Ways, time: number): UseRecord {
  const network = weighted(random, ways.networks, time);
  const action = weighted(random, ways.actions, time)?.name ?? "use";
  return use(random, ways, { time, action, address: network?.addresses(random, time), agent: agentAt(ways, random, time) });
}

export function agentAt(ways: Ways, random: Random, time: number): string {
  const known = ways.agents.filter(({ from }) => from <= time);
  return known[random.whole(0, known.length - 1)]?.name ?? AGENTS[0];
}

/** A record of the account's kind: what its source does not tell is absent. */
export function use(
  random: Random,
  ways: Ways,
  {
    time,
    action,
    address,
    agent,
    destination,
    configures,
  }: {
    time: number;
    action: string;
    address: string | undefined;
    agent?: string;
    destination?: { prefix: string; cost: number };
    configures?: boolean;
  },
): UseRecord {
  const goes =
    destination ??
    (ways.kind === "telephony" && configures !== true && !/^(?:list|read|get)/.test(action)
      ? weighted(random, ways.destinations, time)
      : undefined);
  return {
    time: Math.round(time),
    source: ways.kind,
    actor: "key-1",
    action,
    reference: `r${serial++}`,
    result: random.chance(0.01) ? "refused" : "ok",
    ...(ways.hasAddresses && address !== undefined ? { address } : {}),
    ...(ways.kind !== "telephony" && ways.hasAddresses && agent !== undefined ? { agent } : {}),
    ...(goes === undefined
      ? {}
      : { resource: `${goes.prefix}${random.whole(1_000_000, 9_999_999)}`, cost: goes.cost * random.between(0.8, 1.6) }),
    ...(ways.kind === "telephony" ? {} : { resource: `item-${random.whole(1, 3000)}` }),
    ...(configures === true ? { configures } : {}),
  };
}

export function weighted<T extends { readonly weight: number; readonly from: number; readonly until?: number }>(
  random: Random,
  items: readonly T[],
  time: number,
): T | undefined {
  const open = items.filter(({ from, until }) => from <= time && (until ?? Infinity) > time);
  let at = random.next() * open.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of open) if ((at -= item.weight) < 0) return item;
  return open.at(-1);
}

/** Late evenings, changes to the set-up, an outage: what looks like a thief and is none. */
export function addOwnOddities(random: Random, ways: Ways, records: UseRecord[]): void {
  const last = ways.revokedAt ?? Infinity;
  const push = (record: UseRecord): void => void (record.time < last && records.push(record));
  for (let i = random.poisson(1.5); i > 0; i--) {
    const begin = BEGIN + (random.whole(0, DAYS - 1) * 24 + random.whole(19, 23)) * HOUR_MS - offsetMinutes(BEGIN, ways.timeZone) * 60_000;
    for (let k = random.whole(1, 25); k > 0; k--) push(ownUse(random, ways, begin + random.next() * random.between(0.5, 3) * HOUR_MS));
  }
  for (let i = random.poisson(random.between(0, 4)); i > 0; i--) {
    const time = BEGIN + random.between(0, DAYS) * DAY_MS;
    const own = ownUse(random, ways, time);
    push(
      use(random, ways, {
        time,
        action: random.pick(CONFIGURATIONS[ways.kind]),
        address: own.address,
        agent: agentAt(ways, random, time),
        configures: true,
      }),
    );
  }
  for (let i = random.poisson(0.4); i > 0; i--) {
    const begin = BEGIN + random.between(0, DAYS) * DAY_MS;
    for (let k = Math.round(ways.perDay / 24); k > 0; k--)
      push({ ...ownUse(random, ways, begin + random.next() * HOUR_MS), result: "refused" });
  }
}
