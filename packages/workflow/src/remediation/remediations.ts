import { AppError, type Credential, type RotationPlan, Secret } from "@stanch/model";
import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "../database/connect.ts";
import { remediationEvents, remediationSignals, remediations } from "../database/tables/remediation.ts";
import { type Scope, type Tenancy, asSystem, inWorkspace } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { dbosJournal } from "../durable/dbos-journal.ts";
import type { Durable, Job } from "../durable/launch.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { keepSealed, sealValue } from "../sealing/seal.ts";
import { packed } from "./credentials.ts";
import { DatabaseRecords, KEPT_MS, insertEvents, openRecords, putValue } from "./database-records.ts";
import { type RotationPlanInput, planOf } from "./plan-schema.ts";
import { type RemediationPorts, TIMING, type Timing } from "./ports.ts";
import { remediate } from "./remediate.ts";
import type { Remediation, RemediationEvent, RemediationStatus, SignalKind } from "./types.ts";

export const REMEDIATION_JOB = "remediation";
/** Most of them wait for people, which costs a worker next to nothing. */
const AT_ONCE = 1000;

export interface RemediationJobOptions {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly ports: RemediationPorts;
  readonly timing?: Partial<Timing>;
  readonly concurrency?: number;
}

/** For `launchDurable`. `close` gives its connections back when the process ends. */
export function remediationJob(options: RemediationJobOptions): Job & { close(): Promise<void> } {
  const context = openRecords(options.database, options.ring);
  return {
    name: REMEDIATION_JOB,
    concurrency: options.concurrency ?? AT_ONCE,
    async run(id) {
      const durable = await dbosJournal();
      const found = await durable.step("load", () => load(options.database, id));
      await remediate({
        id,
        plan: found.plan,
        durable,
        records: new DatabaseRecords(context, found),
        ports: options.ports,
        timing: { ...TIMING, ...options.timing },
      });
    },
    close: () => context.locks.end(),
  };
}

interface Loaded {
  readonly id: string;
  readonly workspaceId: string;
  readonly plan: RotationPlan;
  readonly startedBy: string;
}

async function load(database: Database, id: string): Promise<Loaded> {
  const [row] = await asSystem(database, (tx) => tx.select().from(remediations).where(eq(remediations.id, id)));
  if (row === undefined) throw notFound(id);
  return { id, workspaceId: row.workspaceId, plan: row.plan, startedBy: row.startedBy };
}

export interface StartInput {
  readonly plan: RotationPlanInput;
  readonly old: Credential;
  /** Manages the old one where that cannot manage itself. */
  readonly admin?: Credential;
}

export interface SayInput {
  readonly kind: SignalKind;
  readonly subject?: string;
  readonly reason?: string;
  /** With `provide`: what was made by hand. */
  readonly credential?: Credential;
}

/** What people and programs do with remediations. Everything is audited; nothing that is given back holds a value. */
export class Remediations {
  readonly #database: Database;
  readonly #ring: KeyRing;
  readonly #durable: Pick<Durable, "enqueue" | "wake">;

  constructor(options: { readonly database: Database; readonly ring: KeyRing; readonly durable: Pick<Durable, "enqueue" | "wake"> }) {
    this.#database = options.database;
    this.#ring = options.ring;
    this.#durable = options.durable;
  }

  /** Throws REMEDIATION_INVALID, REMEDIATION_CONFLICT when one for the same secret is going on. */
  async start(tenancy: Tenancy, input: StartInput): Promise<Remediation> {
    const plan = checkedPlan(input.plan);
    if (plan.breakGlass !== undefined && !["owner", "manager"].includes(tenancy.actor.role))
      throw new AppError("NOT_ALLOWED", {
        what: "Only an owner or a manager may break the glass",
        where: tenancy.actor.role,
        next: "Start without it, or ask one of them.",
      });
    const id = uuidV7();
    const found = { workspaceId: tenancy.workspaceId, id };
    const expiresAt = new Date(Date.now() + KEPT_MS);
    const secrets = [
      { name: "old", credential: input.old, fingerprint: plan.old.fingerprint },
      ...(input.admin === undefined ? [] : [{ name: "admin", credential: input.admin, fingerprint: undefined }]),
    ];
    const rows = await Promise.all(
      secrets.map(async ({ name, credential, fingerprint }) => ({
        name,
        row: await sealValue(this.#ring, tenancy.workspaceId, {
          secret: new Secret(packed(credential)),
          purpose: "rotate",
          expiresAt,
          ...(fingerprint === undefined ? {} : { fingerprint }),
        }),
      })),
    );
    const made = await inWorkspace(this.#database, tenancy, async (scope) => {
      const [row] = await scope.tx
        .insert(remediations)
        .values({ ...found, incidentId: plan.incident ?? null, plan, startedBy: tenancy.actor.id })
        .onConflictDoNothing()
        .returning();
      if (row === undefined)
        throw new AppError("REMEDIATION_CONFLICT", {
          what: "A remediation of this secret is going on",
          where: plan.old.mask,
          next: "Follow that one, or end it first.",
        });
      for (const { name, row: sealed } of rows) await putValue(scope, found, { name, sealedId: await keepSealed(scope, sealed) });
      scope.note({
        action: "remediation.start",
        target: { kind: "remediation", id },
        details: {
          provider: plan.provider,
          fingerprint: plan.old.fingerprint,
          reason: plan.reason,
          ...(plan.breakGlass === undefined ? {} : { breakGlass: plan.breakGlass.reason }),
        },
      });
      return shownOf(row);
    });
    // When the process dies here, a worker's sweep puts it into the queue.
    await this.#durable.enqueue(REMEDIATION_JOB, id, id);
    return made;
  }

  /** Newest first. */
  list(
    tenancy: Tenancy,
    {
      incidentId,
      statuses,
      before,
      limit = 50,
    }: { incidentId?: string; statuses?: readonly RemediationStatus[]; before?: string; limit?: number } = {},
  ): Promise<readonly Remediation[]> {
    return inWorkspace(this.#database, tenancy, async ({ tx, workspaceId }) => {
      const rows = await tx
        .select()
        .from(remediations)
        .where(
          and(
            eq(remediations.workspaceId, workspaceId),
            incidentId === undefined ? undefined : eq(remediations.incidentId, incidentId),
            statuses === undefined ? undefined : inArray(remediations.status, [...statuses]),
            before === undefined ? undefined : lt(remediations.id, before),
          ),
        )
        .orderBy(desc(remediations.id))
        .limit(limit);
      return rows.map(shownOf);
    });
  }

  get(tenancy: Tenancy, id: string): Promise<Remediation> {
    return inWorkspace(this.#database, tenancy, async (scope) => shownOf(await rowOf(scope, id)));
  }

  /** In order; `after`: the last `seq` that is known. */
  events(tenancy: Tenancy, id: string, { after = 0, limit = 10_000 } = {}): Promise<readonly RemediationEvent[]> {
    return inWorkspace(this.#database, tenancy, async (scope) => {
      await rowOf(scope, id);
      const rows = await scope.tx
        .select()
        .from(remediationEvents)
        .where(
          and(
            eq(remediationEvents.workspaceId, scope.workspaceId),
            eq(remediationEvents.remediationId, id),
            sql`${remediationEvents.seq} > ${after}`,
          ),
        )
        .orderBy(remediationEvents.seq)
        .limit(limit);
      return rows.map(({ seq, key, at, step, kind, text, facts }) => ({ seq, key, at: at.toISOString(), step, kind, text, facts }));
    });
  }

  /** Throws REMEDIATION_CONFLICT for one that has ended or can no longer be undone, APPROVAL_REFUSED for the wrong person. */
  async say(tenancy: Tenancy, id: string, input: SayInput): Promise<Remediation> {
    const sealed =
      input.credential === undefined
        ? undefined
        : await sealValue(this.#ring, tenancy.workspaceId, {
            secret: new Secret(packed(input.credential)),
            purpose: "rotate",
            expiresAt: new Date(Date.now() + KEPT_MS),
          });
    const after = await inWorkspace(this.#database, tenancy, async (scope) => {
      const row = await rowOf(scope, id);
      refuse(row, input, tenancy);
      const found = { workspaceId: scope.workspaceId, id };
      const name = `given:${uuidV7()}`;
      if (sealed !== undefined) await putValue(scope, found, { name, sealedId: await keepSealed(scope, sealed) });
      const subject = sealed === undefined ? input.subject : name;
      await scope.tx.insert(remediationSignals).values({
        workspaceId: scope.workspaceId,
        remediationId: id,
        kind: input.kind,
        saidBy: scope.actor.id,
        subject: subject ?? null,
        reason: input.reason ?? null,
      });
      const text = [scope.actor.id, "says", input.kind, input.subject ?? "", input.reason === undefined ? "" : `: ${input.reason}`]
        .filter((part) => part !== "")
        .join(" ");
      await insertEvents(scope.tx, found, [{ key: `signal.${uuidV7()}`, step: row.step, kind: "signal", text, facts: {} }]);
      scope.note({
        action: `remediation.${input.kind}`,
        target: { kind: "remediation", id },
        details: { subject: input.subject, reason: input.reason },
      });
      return shownOf(row);
    });
    await this.#durable.wake(id);
    return after;
  }

  /** For a worker, every few seconds: what was started by a process that died before it could queue it. Gives how many. */
  async sweep(olderThanSeconds = 5): Promise<number> {
    const left = await asSystem(this.#database, (tx) =>
      tx
        .select({ id: remediations.id })
        .from(remediations)
        .where(
          and(
            eq(remediations.status, "queued"),
            isNull(remediations.endedAt),
            sql`${remediations.createdAt} <= now() - make_interval(secs => ${olderThanSeconds})`,
          ),
        ),
    );
    for (const { id } of left) await this.#durable.enqueue(REMEDIATION_JOB, id, id);
    return left.length;
  }
}

function checkedPlan(input: RotationPlanInput): RotationPlan {
  try {
    return planOf(input);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const [issue] = cause.issues;
    throw new AppError("REMEDIATION_INVALID", {
      what: `The plan cannot be used: ${issue?.message ?? "unknown"}`,
      where: issue?.path.join(".") ?? "plan",
      next: "See docs/remediation.md, “The plan”.",
    });
  }
}

function refuse(row: typeof remediations.$inferSelect, { kind, subject, reason, credential }: SayInput, { actor }: Tenancy): void {
  const conflict = (what: string, next: string): AppError => new AppError("REMEDIATION_CONFLICT", { what, where: row.id, next });
  if (row.endedAt !== null) throw conflict(`It has ended: ${row.status}`, "Start a new one.");
  if ((kind === "rollback" || kind === "reject") && !row.canUndo)
    throw conflict("The end of the old one cannot be undone any more", "Let it go on; what fails can be waived with a reason.");
  if (kind === "approve" && row.plan.approvals.twoPerson && actor.id === row.startedBy)
    throw new AppError("APPROVAL_REFUSED", {
      what: "Under the two-person rule whoever started it cannot approve",
      where: row.id,
      next: "Ask somebody else.",
    });
  if ((kind === "approve" || kind === "confirm" || kind === "waive") && subject === undefined)
    throw new AppError("REMEDIATION_INVALID", {
      what: `What to ${kind} is missing`,
      where: "subject",
      next: "Name the gate or the dependant.",
    });
  if (kind === "waive" && (reason ?? "").trim().length < 3)
    throw new AppError("REMEDIATION_INVALID", {
      what: "A waiver needs a reason",
      where: "reason",
      next: "Say why it need not be shown to work.",
    });
  if (kind === "provide" && credential === undefined)
    throw new AppError("REMEDIATION_INVALID", {
      what: "The new value is missing",
      where: "credential",
      next: "Give what was made in the console.",
    });
}

async function rowOf({ tx, workspaceId }: Scope, id: string): Promise<typeof remediations.$inferSelect> {
  const [row] = isUuid(id)
    ? await tx
        .select()
        .from(remediations)
        .where(and(eq(remediations.workspaceId, workspaceId), eq(remediations.id, id)))
    : [];
  if (row === undefined) throw notFound(id);
  return row;
}

function notFound(id: string): AppError {
  const where = id.slice(0, 40).replace(/[^\w-]/g, "?");
  return new AppError("REMEDIATION_NOT_FOUND", { what: "There is no such remediation", where, next: "Take an id that the list gives." });
}

function shownOf(row: typeof remediations.$inferSelect): Remediation {
  const { id, workspaceId, plan, status, step, waitingFor, gate, canUndo, startedBy } = row;
  return {
    id,
    workspaceId,
    plan,
    status,
    step,
    waitingFor,
    gate,
    canUndo,
    startedBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
