import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, answeredWithTag, api, type Schemas } from "./client.ts";
import type { paths } from "./schema.gen.ts";

type IncidentsQuery = NonNullable<paths["/api/v1/workspaces/{workspace}/incidents"]["get"]["parameters"]["query"]>;
export type IncidentSort = NonNullable<IncidentsQuery["sort"]>;
/** What narrows the list; the same words as in the page's address. */
export type IncidentFilter = Omit<IncidentsQuery, "limit" | "cursor" | "sort">;

/** Reading a hundred rows costs about as much as reading ten. */
const PAGE = 200;

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => answered(api.GET("/api/v1/setup", { signal })),
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => answered(api.GET("/api/v1/me", { signal })),
  staleTime: 60_000,
});

export const incidentsQuery = (workspace: string, filter: IncidentFilter, sort: IncidentSort) =>
  infiniteQueryOptions({
    queryKey: ["incidents", workspace, filter, sort],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents", {
          params: { path: { workspace }, query: { ...filter, sort, limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const facetsQuery = (workspace: string, filter: IncidentFilter) =>
  queryOptions({
    queryKey: ["facets", workspace, filter],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/workspaces/{workspace}/incidents/facets", { params: { path: { workspace }, query: filter }, signal })),
  });

export const incidentQuery = (workspace: string, incident: string) =>
  queryOptions({
    queryKey: ["incident", workspace, incident],
    queryFn: ({ signal }) =>
      answeredWithTag(
        api.GET("/api/v1/workspaces/{workspace}/incidents/{incident}", { params: { path: { workspace, incident } }, signal }),
      ),
  });

export const occurrencesQuery = (workspace: string, incident: string) =>
  infiniteQueryOptions({
    queryKey: ["occurrences", workspace, incident],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents/{incident}/occurrences", {
          params: { path: { workspace, incident }, query: { limit: 20, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const eventsQuery = (workspace: string, incident: string) =>
  queryOptions({
    queryKey: ["events", workspace, incident],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents/{incident}/events", {
          params: { path: { workspace, incident }, query: { limit: 200 } },
          signal,
        }),
      ),
  });

export const commentsQuery = (workspace: string, incident: string) =>
  queryOptions({
    queryKey: ["comments", workspace, incident],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents/{incident}/comments", {
          params: { path: { workspace, incident }, query: { limit: 200 } },
          signal,
        }),
      ),
  });

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["members", workspace],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/workspaces/{workspace}/members", { params: { path: { workspace }, query: { limit: 200 } }, signal })),
    staleTime: 60_000,
  });

export const searchesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["searches", workspace],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/workspaces/{workspace}/searches", { params: { path: { workspace } }, signal })),
  });

export const tokensQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["tokens", workspace],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/workspaces/{workspace}/tokens", { params: { path: { workspace }, query: { limit: 200 } }, signal })),
  });

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["invitations", workspace],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/workspaces/{workspace}/invitations", { params: { path: { workspace } }, signal })),
  });

export const detectorsQuery = queryOptions({
  queryKey: ["detectors"],
  queryFn: ({ signal }) => answered(api.GET("/api/v1/detectors", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const explanationQuery = (detector: string) =>
  queryOptions({
    queryKey: ["explanation", detector],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/detectors/{detector}/explanation", { params: { path: { detector } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: string;
  readonly targetId?: string;
}

export const auditQuery = (workspace: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", workspace, filter],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/audit", {
          params: { path: { workspace }, query: { ...filter, limit: 100, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const requestQuery = (request: string) =>
  queryOptions({
    queryKey: ["request", request],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/requests/{request}", { params: { path: { request } }, signal })),
  });

export type Incident = Schemas["Incident"];
export type IncidentSummary = Schemas["IncidentSummary"];
export type IncidentChange = Schemas["IncidentChangeInput"];
export type Occurrence = Schemas["IncidentOccurrence"];
export type Workspace = Schemas["Workspace"];
export type Permission = Workspace["permissions"][number];

export type Remediation = Schemas["Remediation"];

export const remediationsQuery = (workspace: string, incident?: string) =>
  queryOptions({
    queryKey: ["remediations", workspace, incident ?? ""],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/remediations", {
          params: { path: { workspace }, query: { limit: 100, ...(incident === undefined ? {} : { incident }) } },
          signal,
        }),
      ),
  });

/** Asked again while it goes on: the stream of changes is a hint, this is the truth. */
export const remediationQuery = (workspace: string, remediation: string) =>
  queryOptions({
    queryKey: ["remediation", workspace, remediation],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/remediations/{remediation}", { params: { path: { workspace, remediation } }, signal }),
      ),
    refetchInterval: ({ state }) => (state.data?.endedAt === null ? 2000 : false),
  });

export const remediationEventsQuery = (workspace: string, remediation: string, isOver: boolean) =>
  queryOptions({
    queryKey: ["remediation-events", workspace, remediation],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/remediations/{remediation}/events", {
          params: { path: { workspace, remediation }, query: { limit: 1000 } },
          signal,
        }),
      ),
    refetchInterval: isOver ? false : 2000,
  });

export const misuseQuery = (workspace: string, incident: string) =>
  queryOptions({
    queryKey: ["misuse", workspace, incident],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents/{incident}/misuse", { params: { path: { workspace, incident } }, signal }),
      ),
  });

export const impactQuery = (workspace: string, incident: string) =>
  queryOptions({
    queryKey: ["impact", workspace, incident],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents/{incident}/impact", { params: { path: { workspace, incident } }, signal }),
      ),
  });

export const scansQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["scans", workspace],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/workspaces/{workspace}/scans", { params: { path: { workspace }, query: { limit: 100 } }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some(({ finishedAt }) => finishedAt === null) === true ? 2000 : false),
  });

export const statusQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["status", workspace],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/workspaces/{workspace}/status", { params: { path: { workspace } }, signal })),
    refetchInterval: 5000,
  });
