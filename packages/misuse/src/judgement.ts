import { z } from "zod";

const Time = z.string().describe("ISO 8601, UTC");

export const VERDICTS = ["misused", "suspicious", "no sign in the records read"] as const;

/** One record behind a signal. Numbers called are masked: they are somebody's. */
export const ShownRecord = z.object({
  at: Time,
  source: z.string(),
  action: z.string(),
  actor: z.string().optional(),
  address: z.string().optional(),
  agent: z.string().optional(),
  resource: z.string().optional(),
  cost: z.number().optional(),
  result: z.enum(["ok", "refused", "failed"]).optional(),
  reference: z.string(),
});

export const Signal = z.object({
  kind: z.enum([
    "after-revocation",
    "refused-after-revocation",
    "outside-allow-list",
    "new-network",
    "new-country",
    "new-address",
    "new-agent",
    "new-operation",
    "changed-configuration",
    "odd-hours",
    "spike",
    "impossible-travel",
    "costly-destination",
    "new-destination",
  ]),
  /** Signals of one family tell the same in other words; two families that agree weigh more than one. */
  family: z.enum(["who", "what", "how-much", "when", "after"]),
  level: z.enum(["decisive", "strong", "notable", "context"]),
  /** What was counted or measured: `calls.outbound`, a network, a country. */
  of: z.string(),
  number: z.number(),
  unit: z.string(),
  /** The account's own number for the same, before the leak. */
  baseline: z.number(),
  baselineIs: z.string(),
  from: Time,
  until: Time,
  sentence: z.string(),
  records: z.object({ count: z.number(), samples: z.array(ShownRecord) }),
});

export const Point = z.object({ at: Time, count: z.number(), cost: z.number(), expected: z.number(), isJudged: z.boolean() });

const Week = z.array(z.array(z.number()).length(24)).length(7);

/** What `stanch misuse --format json` prints, and what a dashboard draws. */
export const Judgement = z.object({
  version: z.literal(1),
  verdict: z.enum(VERDICTS),
  /** Why that verdict, in one sentence. */
  because: z.string(),
  read: z.object({
    records: z.number(),
    leftOut: z.number(),
    sources: z.record(z.string(), z.number()),
    from: Time.nullable(),
    until: Time.nullable(),
  }),
  leakedAt: Time,
  revokedAt: Time.nullable(),
  timeZone: z.string(),
  isTimeZoneFound: z.boolean(),
  currency: z.string().nullable(),
  signals: z.array(Signal),
  /** What was not read, or cannot be known. */
  missing: z.array(z.object({ what: z.string(), from: Time.optional(), until: Time.optional() })),
  facts: z.array(z.object({ what: z.string(), at: Time.optional(), address: z.string().optional() })),
  timeline: z.object({ days: z.array(Point), hours: z.array(Point) }),
  /** Records by local day of the week (Monday first) and hour, a week's mean before the leak and since. */
  heatMap: z.object({ before: Week, after: Week }),
  spikes: z.array(z.object({ of: z.string(), from: Time, until: Time, count: z.number(), expected: z.number() })),
  totals: z.object({
    before: z.object({ records: z.number(), cost: z.number() }),
    after: z.object({ records: z.number(), cost: z.number() }),
  }),
});

export type Judgement = z.infer<typeof Judgement>;
export type Signal = z.infer<typeof Signal>;
export type SignalKind = Signal["kind"];
export type ShownRecord = z.infer<typeof ShownRecord>;
export type Verdict = Judgement["verdict"];

/** JSON schema (2020-12) of what `stanch misuse --format json` prints. */
export function judgementSchema(): Readonly<Record<string, unknown>> {
  return { ...Judgement.toJSONSchema(), $id: "urn:stanch:schema:judgement", title: "A judgement of stanch misuse" };
}
