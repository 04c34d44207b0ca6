import { Secret } from "@stanch/model";
import {
  REMEDIATION_STATUSES,
  type Remediation as Running,
  RotationPlanInput,
  SIGNAL_KINDS,
  getIncident,
  inWorkspace,
} from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import { PageQuery, pageOf } from "../http/cursor.ts";
import { allows } from "../auth/permissions.ts";
import { tenancyOf } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Id, InWorkspace, Time } from "./_shapes.ts";

const Remediation = z.object({
  id: Id,
  workspaceId: Id,
  plan: z.record(z.string(), z.unknown()),
  status: z.enum(REMEDIATION_STATUSES),
  step: z.string(),
  waitingFor: z.string().nullable().describe("What it waits for or is stuck at, as a sentence"),
  gate: z.string().nullable().describe("What an approval must name"),
  canUndo: z.boolean().describe("False once the end of the old one can no longer be undone"),
  startedBy: z.string(),
  createdAt: Time,
  updatedAt: Time,
  endedAt: Time.nullable(),
});
const Event = z.object({
  seq: z.int(),
  key: z.string(),
  at: Time,
  step: z.string(),
  kind: z.string(),
  text: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
for (const [id, schema] of Object.entries({ Remediation, RemediationEvent: Event, RotationPlan: RotationPlanInput }))
  z.globalRegistry.add(schema, { id });

const Credential = z
  .strictObject({ secret: z.string().min(1).max(100_000), companions: z.record(z.string().max(100), z.string().max(10_000)).default({}) })
  .describe("The clear value and what belongs to it; sealed at once, never answered")
  .transform(({ secret, companions }) => ({ secret: new Secret(secret), companions }));
const One = InWorkspace.extend({ remediation: z.string().max(64) });

/** Rotation and revocation: started, watched, and spoken to. */
export const remediationRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/remediations", {
      config: { access: "remediation:read" },
      schema: {
        tags: ["remediations"],
        summary: "Remediations, the newest first",
        params: InWorkspace,
        querystring: PageQuery.extend({ incident: Id.optional(), status: z.enum(REMEDIATION_STATUSES).optional() }),
        response: { 200: pageOf(Remediation) },
      },
      handler: async (request) => {
        const { limit, cursor, incident, status } = request.query;
        const before = services.cursors.read("remediations", cursor);
        const { remediations } = await services.work();
        const found = await remediations.list(tenancyOf(request), {
          limit: limit + 1,
          ...(incident === undefined ? {} : { incidentId: incident }),
          ...(status === undefined ? {} : { statuses: [status] }),
          ...(before === undefined ? {} : { before }),
        });
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return {
          items: items.map(shownOf),
          nextCursor: found.length > limit && last !== undefined ? services.cursors.write("remediations", last.id) : null,
        };
      },
    });
    app.post("/workspaces/:workspace/remediations", {
      config: { access: "remediation:write" },
      schema: {
        tags: ["remediations"],
        summary: "Start to replace and end a credential by a plan",
        params: InWorkspace,
        body: z.strictObject({
          plan: RotationPlanInput,
          old: Credential,
          admin: Credential.optional().describe("Manages the old one where that cannot manage itself"),
        }),
        response: { 202: Remediation },
      },
      handler: async (request, reply) => {
        const { plan, old, admin } = request.body;
        const tenancy = tenancyOf(request);
        if (plan.incident !== undefined) {
          const { incident } = plan;
          await inWorkspace(services.database, tenancy, (scope) => getIncident(scope, incident));
        }
        insistOnNoPrograms(plan);
        const { remediations } = await services.work();
        return reply.code(202).send(shownOf(await remediations.start(tenancy, { plan, old, ...(admin === undefined ? {} : { admin }) })));
      },
    });
    app.get("/workspaces/:workspace/remediations/:remediation", {
      config: { access: "remediation:read" },
      schema: { tags: ["remediations"], summary: "A remediation", params: One, response: { 200: Remediation } },
      handler: async (request) => shownOf(await (await services.work()).remediations.get(tenancyOf(request), request.params.remediation)),
    });
    app.get("/workspaces/:workspace/remediations/:remediation/events", {
      config: { access: "remediation:read" },
      schema: {
        tags: ["remediations"],
        summary: "What happened, in order",
        params: One,
        querystring: z.strictObject({
          after: z.coerce.number().int().min(0).default(0).describe("The last seq that is known"),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
        }),
        response: { 200: z.object({ items: z.array(Event) }) },
      },
      handler: async (request) => ({
        items: [...(await (await services.work()).remediations.events(tenancyOf(request), request.params.remediation, request.query))].map(
          (event) => ({ ...event, facts: { ...event.facts } }),
        ),
      }),
    });
    app.post("/workspaces/:workspace/remediations/:remediation/signals", {
      config: { access: "remediation:write" },
      schema: {
        tags: ["remediations"],
        summary: "Say something to it: approve, pause, resume, roll back, confirm, waive, provide …",
        params: One,
        body: z.strictObject({
          kind: z.enum(SIGNAL_KINDS),
          subject: z.string().max(200).optional().describe("The gate (approve, reject) or the dependant's id (confirm, waive)"),
          reason: z.string().max(2000).optional(),
          credential: Credential.optional().describe("With provide: what was made by hand"),
        }),
        response: { 200: Remediation },
      },
      handler: async (request) => {
        const { kind, subject, reason, credential } = request.body;
        if ((kind === "approve" || kind === "waive") && (request.role === undefined || !allows(request.role, "remediation:approve")))
          throw new RequestError("NOT_ALLOWED", {
            what: `The role ${request.role ?? ""} may not ${kind}`,
            where: "body.kind",
            next: "Ask a manager or an owner.",
            param: "body.kind",
          });
        const { remediations } = await services.work();
        const after = await remediations.say(tenancyOf(request), request.params.remediation, {
          kind,
          ...(subject === undefined ? {} : { subject }),
          ...(reason === undefined ? {} : { reason }),
          ...(credential === undefined ? {} : { credential }),
        });
        return shownOf(after);
      },
    });
  };

/** A plan from outside must not run programs as the server: that is for `stanch remediate` on one's own machine. */
function insistOnNoPrograms({ dependants }: z.output<typeof RotationPlanInput>): void {
  const at = dependants.findIndex(({ howUpdated, probe }) => howUpdated.by === "command" || probe?.kind === "command");
  if (at === -1) return;
  throw new RequestError("REQUEST_INVALID", {
    what: "Plans on the server run no programs",
    where: `body.plan.dependants.${at}`,
    next: "Use an HTTP probe and an owner's confirmation, or run stanch remediate where the program is.",
    param: `body.plan.dependants.${at}`,
  });
}

const shownOf = (running: Running): z.input<typeof Remediation> => ({ ...running, plan: { ...running.plan } });
