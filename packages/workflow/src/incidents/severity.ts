import { SEVERITIES, type Severity, type Validity, severityRank } from "@stanch/model";
import { eq } from "drizzle-orm";
import * as z from "zod";
import type { EXPOSURES, PRIVILEGES } from "../database/tables/incidents.ts";
import { workspaces } from "../database/tables/tenancy.ts";
import type { Scope } from "../database/tenancy.ts";

export type Exposure = (typeof EXPOSURES)[number];
export type Privilege = (typeof PRIVILEGES)[number];

export interface Harm {
  readonly base: Severity;
  readonly validity: Validity;
  readonly expiresAt: Date | null;
  readonly exposure: Exposure;
  readonly readers: number | null;
  readonly privilege: Privilege;
  /** The oldest date that is known of it. */
  readonly datedAt: Date;
}

const DAY_MS = 86_400_000;

/** Half steps up or down from the detector's severity, with the sentence that a person reads. Whole steps count. */
const WEIGHTS: readonly { readonly halves: number; readonly says: string; readonly holds: (harm: Harm, now: Date) => boolean }[] = [
  { halves: 2, says: "its issuer takes it", holds: ({ validity }) => validity === "valid" },
  { halves: -4, says: "its issuer refuses it", holds: ({ validity }) => validity === "invalid" },
  { halves: -4, says: "it has expired", holds: (harm, now) => harm.validity !== "valid" && isPast(harm.expiresAt, now) },
  { halves: 2, says: "anybody can read it", holds: ({ exposure }) => exposure === "public" },
  {
    halves: -1,
    says: "at most ten people can read it",
    holds: ({ readers, exposure }) => readers !== null && readers <= 10 && exposure !== "public",
  },
  { halves: 2, says: "it may administer", holds: ({ privilege }) => privilege === "admin" },
  { halves: -1, says: "it may only read", holds: ({ privilege }) => privilege === "read" },
  { halves: 1, says: "it has been open for more than 30 days", holds: (harm, now) => harm.validity === "valid" && ageDays(harm, now) > 30 },
  {
    halves: -1,
    says: "it is older than two years and was not seen to work",
    holds: (harm, now) => harm.validity !== "valid" && ageDays(harm, now) > 730,
  },
];

/** How bad it is now, and why that differs from what the detector says. */
export function weigh(harm: Harm, now: Date): { readonly severity: Severity; readonly reasons: readonly string[] } {
  const held = WEIGHTS.filter(({ holds }) => holds(harm, now));
  const steps = Math.trunc(held.reduce((sum, { halves }) => sum + halves, 0) / 2);
  const rank = Math.min(Math.max(severityRank(harm.base) + steps, 0), SEVERITIES.length - 1);
  return { severity: SEVERITIES[rank] ?? harm.base, reasons: held.map(({ says }) => says) };
}

function isPast(date: Date | null, now: Date): boolean {
  return date !== null && date.getTime() <= now.getTime();
}

function ageDays({ datedAt }: Harm, now: Date): number {
  return (now.getTime() - datedAt.getTime()) / DAY_MS;
}

/** Hours until an incident must be resolved, by severity. A workspace's setting `slaHours` replaces them. */
export const SLA_HOURS: Readonly<Record<Severity, number>> = { critical: 24, high: 72, medium: 336, low: 2160 };

export function dueAt(opened: Date, severity: Severity, hours: SlaHours = {}): Date {
  return new Date(opened.getTime() + (hours[severity] ?? SLA_HOURS[severity]) * 3_600_000);
}

export type SlaHours = Readonly<Partial<Record<Severity, number>>>;

const Settings = z.object({ slaHours: z.partialRecord(z.enum(SEVERITIES), z.number().positive()).default({}) });

/** The workspace's own times to resolve; empty where it has none. */
export async function slaHours(scope: Scope): Promise<SlaHours> {
  const [row] = await scope.tx.select({ settings: workspaces.settings }).from(workspaces).where(eq(workspaces.id, scope.workspaceId));
  const parsed = Settings.safeParse(row?.settings);
  return parsed.success ? parsed.data.slaHours : {};
}

const EXPOSURE_RANK: Readonly<Record<Exposure, number>> = { unknown: 0, restricted: 1, internal: 2, public: 3 };

/** A secret is as exposed as the most open of its places. */
export function mostExposed(a: Exposure, b: Exposure): Exposure {
  return EXPOSURE_RANK[b] > EXPOSURE_RANK[a] ? b : a;
}
