import { Button, CopyButton, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { ApiProblem, answeredWithTag, api, newKey } from "../api/client.ts";
import { type Incident, type IncidentChange, type IncidentSummary, incidentQuery, incidentsQuery } from "../api/queries.ts";
import { useKeys } from "../app/keys.ts";
import { type IncidentSearch, filterOf } from "../app/search.ts";
import { useHere } from "../app/workspace.tsx";
import { ChangeMenu, ReasonDialog, type Reasoned } from "../parts/change-menu.tsx";
import { Loaded, Problem } from "../parts/states.tsx";
import { SeverityTag, StateTag, Tag, ValidityTag } from "../parts/tag.tsx";
import { text } from "../text.ts";
import { Evidence } from "./incident-evidence.tsx";
import { Facts } from "./incident-facts.tsx";
import { Occurrences } from "./incident-places.tsx";
import { About, Comments, Timeline } from "./incident-more.tsx";

const FROM = "/w/$workspace/incidents/$incident";

export function IncidentPage() {
  const { workspace } = useHere();
  const { incident: id } = useParams({ from: FROM });
  const query = useQuery(incidentQuery(workspace.id, id));
  return <Loaded query={query}>{({ data, etag }) => <IncidentView key={id} incident={data} etag={etag} />}</Loaded>;
}

function IncidentView({ incident, etag }: { incident: Incident; etag: string | undefined }) {
  const { me, can } = useHere();
  const [reasoned, setReasoned] = useState<Reasoned>();
  const comment = useRef<HTMLTextAreaElement>(null);
  const change = useChange(incident.id, etag, () => setReasoned(undefined));
  const around = useNeighbours(incident.id);
  const canChange = can("incident:write");
  useKeys({
    j: around.openNext,
    k: around.openPrevious,
    u: around.openList,
    ...(canChange
      ? {
          a: () => change.mutate({ kind: "assign", assignee: me.id }),
          f: () => {
            if (incident.state !== "resolved") setReasoned("false_alarm");
          },
          c: () => comment.current?.focus(),
        }
      : {}),
  });
  const isLate = incident.state !== "resolved" && incident.dueAt !== null && Date.parse(incident.dueAt) < Date.now();
  return (
    <div className="page incident">
      <nav className="crumbs">
        <Link to="/w/$workspace/incidents" from={FROM} search={around.search}>
          ← {text.incident.back}
        </Link>
        <span className="crumbs-steps">
          <Button size="compact-xs" variant="subtle" color="gray" disabled={!around.hasPrevious} onClick={around.openPrevious}>
            {text.incident.previous}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" disabled={!around.hasNext} onClick={around.openNext}>
            {text.incident.following}
          </Button>
          <CopyButton value={location.href}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={copy}>
                {copied ? text.shell.copied : text.incident.copyLink}
              </Button>
            )}
          </CopyButton>
        </span>
      </nav>
      <header className="incident-head">
        <div>
          <Title order={1} id="page-title">
            {incident.title} <code className="secret">{incident.masked}</code>
          </Title>
          <div className="tags">
            <SeverityTag value={incident.severity} />
            <ValidityTag value={incident.validity} />
            <StateTag value={incident.state} resolution={incident.resolution} />
            {isLate && <Tag tone="critical">{text.incident.overdue}</Tag>}
          </div>
        </div>
        {canChange && (
          <ChangeMenu
            state={incident.state}
            isAssigned={incident.assignee !== null}
            isBusy={change.isPending}
            onChange={change.mutate}
            onReasoned={setReasoned}
          />
        )}
      </header>
      {change.error !== null && reasoned === undefined && <ChangeProblem error={change.error} />}
      <Ways incident={incident.id} isOpen={incident.state !== "resolved"} />
      <div className="incident-body">
        <div className="incident-main">
          <Evidence incident={incident} />
          <Occurrences incident={incident} />
          <Comments incident={incident.id} canWrite={canChange} field={comment} />
          <Timeline incident={incident} />
          <About detector={incident.detector} />
        </div>
        <Facts incident={incident} />
      </div>
      {reasoned !== undefined && (
        <ReasonDialog
          which={reasoned}
          isBusy={change.isPending}
          error={change.error}
          onClose={() => {
            setReasoned(undefined);
            change.reset();
          }}
          onChange={change.mutate}
        />
      )}
    </div>
  );
}

/** Where else this incident is looked at. */
function Ways({ incident, isOpen }: { incident: string; isOpen: boolean }) {
  const { workspace, can } = useHere();
  const params = { workspace: workspace.slug, incident };
  return (
    <nav className="ways" aria-label={text.change.more}>
      {can("remediation:write") && isOpen && (
        <Link to="/w/$workspace/incidents/$incident/remediate" params={params}>
          {text.remediation.start}
        </Link>
      )}
      {can("impact:read") && (
        <Link to="/w/$workspace/incidents/$incident/impact" params={params}>
          {text.impact.open}
        </Link>
      )}
      {can("misuse:read") && (
        <Link to="/w/$workspace/incidents/$incident/misuse" params={params}>
          {text.misuse.open}
        </Link>
      )}
    </nav>
  );
}

function ChangeProblem({ error }: { error: Error }) {
  const isConflict = error instanceof ApiProblem && (error.status === 412 || error.status === 409);
  return (
    <>
      {isConflict && (
        <Text size="sm" mb="xs">
          {text.errors.conflict}
        </Text>
      )}
      <Problem error={error} />
    </>
  );
}

/** Sends which version was looked at: a change of somebody else in between is told, not overwritten. */
function useChange(incident: string, etag: string | undefined, onDone: () => void) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const { queryKey } = incidentQuery(workspace.id, incident);
  return useMutation({
    mutationFn: (change: IncidentChange) =>
      answeredWithTag(
        api.POST("/api/v1/workspaces/{workspace}/incidents/{incident}/actions", {
          params: { path: { workspace: workspace.id, incident } },
          headers: { "Idempotency-Key": newKey(), ...(etag === undefined ? {} : { "If-Match": etag }) },
          body: change,
        }),
      ),
    onSuccess: async () => {
      onDone();
      await Promise.all([
        queries.invalidateQueries({ queryKey }),
        queries.invalidateQueries({ queryKey: ["events", workspace.id, incident] }),
        queries.invalidateQueries({ queryKey: ["facets", workspace.id] }),
      ]);
      // In the list it stands changed at its place, until the list is read anew.
      const now = queries.getQueryData(queryKey)?.data;
      if (now !== undefined)
        queries.setQueriesData<{ pages: { items: IncidentSummary[]; nextCursor: string | null }[]; pageParams: unknown[] }>(
          { queryKey: ["incidents", workspace.id] },
          (list) =>
            list && {
              ...list,
              pages: list.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === incident ? now : item)) })),
            },
        );
    },
    onError: () => queries.invalidateQueries({ queryKey }),
  });
}

/** The incidents beside this one, in the list that it was opened from. */
function useNeighbours(incident: string) {
  const { workspace } = useHere();
  const search: IncidentSearch = useSearch({ from: FROM });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const list = queries.getQueryData(incidentsQuery(workspace.id, filterOf(search), search.sort ?? "severity").queryKey);
  const ids = list?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? [];
  const at = ids.indexOf(incident);
  const previous = at > 0 ? ids[at - 1] : undefined;
  const next = at >= 0 ? ids[at + 1] : undefined;
  const open = (id: string | undefined) => (): void => {
    if (id !== undefined)
      void navigate({
        to: "/w/$workspace/incidents/$incident",
        params: { workspace: workspace.slug, incident: id },
        search,
        replace: true,
      });
  };
  return {
    search,
    hasPrevious: previous !== undefined,
    hasNext: next !== undefined,
    openPrevious: open(previous),
    openNext: open(next),
    openList: () => void navigate({ to: "/w/$workspace/incidents", params: { workspace: workspace.slug }, search }),
  };
}
