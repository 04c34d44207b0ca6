import { Readable } from "node:stream";
import {
  FACETS,
  Incident,
  IncidentChange,
  IncidentFilter,
  IncidentOccurrence,
  IncidentSummary,
  SORTS,
  type Tenancy,
  addComment,
  changeIncident,
  changeIncidents,
  countIncidents,
  getIncident,
  inWorkspace,
  listComments,
  listEvents,
  listIncidents,
  listOccurrences,
  undoBulk,
} from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { actorOf, notSignedIn, workspaceOf } from "../auth/principal.ts";
import { csvLine } from "../http/csv.ts";
import { PageQuery, pageOf } from "../http/cursor.ts";
import { requireMatch } from "../http/etags.ts";
import { withoutAbsent } from "../http/present.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { InWorkspace, Time } from "./_shapes.ts";

for (const [id, schema] of Object.entries({ Incident, IncidentSummary, IncidentOccurrence, IncidentChange }))
  z.globalRegistry.add(schema, { id });

/** One value or several of a query's member. */
function many<T extends z.ZodType>(item: T) {
  return z.union([z.array(item).max(100), item.transform((one) => [one])]).optional();
}

const { shape } = IncidentFilter;
const Filter = z.strictObject({
  state: many(shape.state.unwrap().element),
  resolution: many(shape.resolution.unwrap().element),
  severity: many(shape.severity.unwrap().element),
  validity: many(shape.validity.unwrap().element),
  exposure: many(shape.exposure.unwrap().element),
  detector: many(z.string().max(200)),
  provider: many(z.string().max(200)),
  assignee: z.string().max(200).optional().describe("A user id, or `none`"),
  owner: z.string().max(200).optional().describe("A user id, or `none`"),
  repository: z.string().max(500).optional(),
  isOverdue: z.stringbool().optional(),
  text: shape.text,
});
const ListQuery = Filter.extend(PageQuery.shape).extend({ sort: z.enum(SORTS).default("severity") });
const One = InWorkspace.extend({ incident: z.string().max(64) });
const Comment = z.object({ id: z.uuid(), authorKind: z.string(), authorId: z.string(), body: z.string().describe("Markdown"), at: Time });
const Event = z.object({
  id: z.uuid(),
  at: Time,
  actorKind: z.string(),
  actorId: z.string(),
  kind: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
});
const Count = z.object({ value: z.string().nullable(), count: z.int() });
const Facets = z.object({
  total: z.int(),
  overdue: z.int(),
  facets: z.object(Object.fromEntries(FACETS.map((facet) => [facet, z.array(Count)]))),
});
for (const [id, schema] of Object.entries({ IncidentComment: Comment, IncidentEvent: Event, IncidentFacets: Facets }))
  z.globalRegistry.add(schema, { id });
const Bulk = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(1000).optional(),
  filter: IncidentFilter.strict().optional(),
  change: IncidentChange,
});

/** Incidents: the heart of the server. What a role may see of them is narrowed by the workflow, in every query. */
export const incidentRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/incidents", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "Incidents that fit a filter, a page at a time",
        params: InWorkspace,
        querystring: ListQuery,
        response: { 200: pageOf(IncidentSummary) },
      },
      handler: async (request) => {
        const { limit, cursor, sort, ...filter } = request.query;
        return pageFrom(
          await scoped(request, services, (scope) =>
            listIncidents(scope, { filter: withoutAbsent(filter), sort, limit, ...(cursor === undefined ? {} : { cursor }) }),
          ),
        );
      },
    });
    app.get("/workspaces/:workspace/incidents/facets", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "How many fit a filter, and how they spread",
        params: InWorkspace,
        querystring: Filter,
        response: { 200: Facets },
      },
      handler: async (request) => {
        const { total, overdue, facets } = await scoped(request, services, (scope) => countIncidents(scope, withoutAbsent(request.query)));
        return { total, overdue, facets: Object.fromEntries(FACETS.map((facet) => [facet, [...facets[facet]]])) };
      },
    });
    app.get("/workspaces/:workspace/incidents/export", {
      config: { access: "incident:export" },
      schema: {
        tags: ["incidents"],
        summary: "All that fit a filter, as CSV or JSON lines",
        params: InWorkspace,
        querystring: Filter.extend({ format: z.enum(["csv", "jsonl"]).default("csv"), sort: z.enum(SORTS).default("severity") }),
        produces: ["text/csv", "application/jsonl"],
      },
      handler: async (request, reply) => {
        if (request.role === undefined) throw notSignedIn();
        const { format, sort, ...filter } = request.query;
        const tenancy = { workspaceId: workspaceOf(request), actor: actorOf(request, request.role) };
        await inWorkspace(services.database, tenancy, async (scope) => scope.note({ action: "incident.export", details: { format } }));
        const pages = allPages(services, tenancy, { filter: withoutAbsent(filter), sort });
        return reply
          .type(format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8")
          .header("content-disposition", `attachment; filename="incidents.${format}"`)
          .send(Readable.from(format === "csv" ? csvOf(pages) : jsonLinesOf(pages)));
      },
    });
    app.post("/workspaces/:workspace/incidents/bulk", {
      config: { access: "incident:write" },
      schema: {
        tags: ["incidents"],
        summary: "One change for many incidents: those named, or those that a filter fits (at most 1000)",
        params: InWorkspace,
        body: Bulk.refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), "One of ids and filter is needed"),
        response: {
          200: z.object({
            bulkId: z.uuid(),
            changed: z.int(),
            skipped: z.array(z.object({ id: z.uuid(), reason: z.string() })),
            isCut: z.boolean().describe("The filter fits more than were looked at"),
          }),
        },
      },
      handler: async (request) => {
        const { ids, filter, change } = request.body;
        const which = ids === undefined ? { filter: filter ?? {} } : { ids };
        const result = await scoped(request, services, (scope) => changeIncidents(scope, which, change));
        return { ...result, skipped: [...result.skipped] };
      },
    });
    app.post("/workspaces/:workspace/incidents/bulk/:bulk/undo", {
      config: { access: "incident:write" },
      schema: {
        tags: ["incidents"],
        summary: "Take a bulk change back, but for what somebody changed since",
        params: InWorkspace.extend({ bulk: z.string().max(64) }),
        response: { 200: z.object({ restored: z.int(), kept: z.array(z.uuid()) }) },
      },
      handler: async (request) => {
        const { restored, kept } = await scoped(request, services, (scope) => undoBulk(scope, request.params.bulk));
        return { restored, kept: [...kept] };
      },
    });
    app.get("/workspaces/:workspace/incidents/:incident", {
      config: { access: "incident:read" },
      schema: { tags: ["incidents"], summary: "An incident", params: One, response: { 200: Incident } },
      handler: async (request) => scoped(request, services, (scope) => getIncident(scope, request.params.incident)),
    });
    app.post("/workspaces/:workspace/incidents/:incident/actions", {
      config: { access: "incident:write" },
      schema: {
        tags: ["incidents"],
        summary: "Change an incident: assign, resolve, reopen … Send If-Match with the ETag that you saw",
        params: One,
        body: IncidentChange,
        response: { 200: Incident },
      },
      handler: async (request) =>
        scoped(request, services, async (scope) => {
          const before = await getIncident(scope, request.params.incident);
          requireMatch(request, Incident, before);
          const ifVersion = request.headers["if-match"] === undefined ? {} : { ifVersion: before.version };
          return changeIncident(scope, request.params.incident, { change: request.body, ...ifVersion });
        }),
    });
    app.get("/workspaces/:workspace/incidents/:incident/occurrences", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "Places where the secret was found",
        params: One,
        querystring: PageQuery,
        response: { 200: pageOf(IncidentOccurrence) },
      },
      handler: async (request) =>
        pageFrom(await scoped(request, services, (scope) => listOccurrences(scope, request.params.incident, withoutAbsent(request.query)))),
    });
    app.get("/workspaces/:workspace/incidents/:incident/events", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "What was done with it, the newest first",
        params: One,
        querystring: PageQuery,
        response: { 200: pageOf(Event) },
      },
      handler: async (request) =>
        pageFrom(await scoped(request, services, (scope) => listEvents(scope, request.params.incident, withoutAbsent(request.query)))),
    });
    app.get("/workspaces/:workspace/incidents/:incident/comments", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "Comments, the oldest first",
        params: One,
        querystring: PageQuery,
        response: { 200: pageOf(Comment) },
      },
      handler: async (request) =>
        pageFrom(await scoped(request, services, (scope) => listComments(scope, request.params.incident, withoutAbsent(request.query)))),
    });
    app.post("/workspaces/:workspace/incidents/:incident/comments", {
      config: { access: "incident:write" },
      schema: {
        tags: ["incidents"],
        summary: "Write a comment (Markdown)",
        params: One,
        body: z.strictObject({ body: z.string().trim().min(1).max(20_000) }),
        response: { 201: Comment },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await scoped(request, services, (scope) => addComment(scope, request.params.incident, request.body.body))),
    });
  };

function pageFrom<T>({ items, nextCursor }: { readonly items: readonly T[]; readonly nextCursor?: string }): {
  items: T[];
  nextCursor: string | null;
} {
  return { items: [...items], nextCursor: nextCursor ?? null };
}

type Listing = Pick<NonNullable<Parameters<typeof listIncidents>[1]>, "filter" | "sort">;

/** Each page in a transaction of its own: a slow reader holds no connection. */
async function* allPages({ database }: Services, tenancy: Tenancy, listing: Listing): AsyncGenerator<readonly IncidentSummary[]> {
  let cursor: string | undefined;
  do {
    const at: string | undefined = cursor;
    const page = await inWorkspace(database, tenancy, (scope) =>
      listIncidents(scope, { ...listing, limit: 200, ...(at === undefined ? {} : { cursor: at }) }),
    );
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

const COLUMNS = Object.keys(IncidentSummary.shape);

async function* csvOf(pages: AsyncIterable<readonly IncidentSummary[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const items of pages) {
    const text = items.map((item) => {
      const values = new Map<string, unknown>(Object.entries(item));
      return csvLine(COLUMNS.map((column) => values.get(column)));
    });
    if (text.length > 0) yield text.join("");
  }
}

async function* jsonLinesOf(pages: AsyncIterable<readonly IncidentSummary[]>): AsyncGenerator<string> {
  for await (const items of pages) if (items.length > 0) yield `${items.map((item) => JSON.stringify(item)).join("\n")}\n`;
}
