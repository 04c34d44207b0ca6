import type { RotationPlan } from "@stanch/model";
import * as z from "zod";

const Argv = z.array(z.string().max(4096)).min(1).max(64);
const Name = z.string().min(1).max(200);

const HttpProbe = z.object({
  kind: z.literal("http"),
  url: z.url({ protocol: /^https?$/ }).max(2048),
  method: z.enum(["GET", "POST", "HEAD"]).optional(),
  body: z.string().max(65_536).optional(),
  expectStatus: z.int().min(100).max(599).optional(),
  expectText: z.string().max(1000).optional(),
  timeoutMs: z.int().min(1).max(600_000).optional(),
});

const Probe = z.discriminatedUnion("kind", [
  HttpProbe,
  z.object({
    kind: z.literal("command"),
    argv: Argv,
    timeoutMs: z.int().min(1).max(600_000).optional(),
    env: z.record(z.string().regex(/^[A-Za-z_]\w{0,99}$/), Name).optional(),
  }),
  z.object({ kind: z.literal("transaction"), steps: z.array(HttpProbe).min(1).max(50) }),
]);

const HowUpdated = z.discriminatedUnion("by", [
  z.object({ by: z.literal("store") }),
  z.object({ by: z.literal("copy"), uri: Name, part: Name.optional() }),
  z.object({ by: z.literal("command"), argv: Argv, timeoutMs: z.int().min(1).max(3_600_000).optional() }),
  z.object({ by: z.literal("owner"), ask: z.string().min(1).max(2000) }),
]);

const Dependant = z.object({
  id: z.string().regex(/^[\w.:/@-]{1,100}$/),
  name: Name,
  kind: Name,
  owner: Name.optional(),
  howUpdated: HowUpdated,
  probe: Probe.optional(),
  waiver: z.string().min(1).max(500).optional(),
});

const Window = z.object({
  days: z.array(z.int().min(0).max(6)).min(1).max(7),
  fromMinute: z.int().min(0).max(1439),
  toMinute: z.int().min(0).max(1440),
});

const DAY_MS = 86_400_000;

/** A plan as people and programs write it. What is left out is the careful choice: approval, silence and a watch of a day. */
export const RotationPlanInput = z
  .object({
    provider: Name,
    detector: Name,
    incident: z.uuid().optional(),
    reason: z.enum(["leak", "age", "owner-left", "request"]).default("leak"),
    old: z.object({ mask: z.string().max(200), fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
    stores: z
      .array(z.object({ uri: Name, part: Name.optional() }))
      .max(100)
      .default([]),
    dependants: z.array(Dependant).max(1000).default([]),
    contain: z.boolean().default(false),
    privileges: z.array(Name).max(1000).optional(),
    silence: z.object({ quietMs: z.int().min(0), atMostMs: z.int().min(0) }).default({ quietMs: 3_600_000, atMostMs: 7 * DAY_MS }),
    monitorMs: z
      .int()
      .min(0)
      .max(30 * DAY_MS)
      .default(DAY_MS),
    monitorEveryMs: z.int().min(1).max(DAY_MS).default(900_000),
    deactivateAt: z.iso.datetime().optional(),
    windows: z.array(Window).max(50).default([]),
    approvals: z
      .object({ start: z.boolean(), deactivate: z.int().min(0).max(10), twoPerson: z.boolean() })
      .default({ start: true, deactivate: 1, twoPerson: false }),
    removeOld: z.boolean().default(false),
    dryRun: z.boolean().default(false),
    breakGlass: z.object({ by: Name, reason: z.string().min(10).max(1000) }).optional(),
  })
  .refine(({ dependants }) => new Set(dependants.map(({ id }) => id)).size === dependants.length, "two dependants have one id");

export type RotationPlanInput = z.input<typeof RotationPlanInput>;

/** Throws a ZodError. */
export function planOf(input: unknown): RotationPlan {
  // Zod writes absent members as `undefined`; the plan's type has no such members: dropped by JSON.
  return JSON.parse(JSON.stringify(RotationPlanInput.parse(input))) as RotationPlan;
}
