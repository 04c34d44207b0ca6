import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, type Schemas } from "../api/client.ts";
import { auditQuery } from "../api/queries.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { Empty, Loaded, NotAllowed, PageHead, Problem } from "../parts/states.tsx";
import { dateTime, text } from "../text.ts";

const of = text.audit;
const FROM = "/w/$workspace/audit";

export function AuditPage() {
  const { workspace, can } = useHere();
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const action = typeof search["action"] === "string" ? search["action"] : "";
  const query = useInfiniteQuery({ ...auditQuery(workspace.id, action === "" ? {} : { action }), enabled: can("audit:read") });
  const [typed, setTyped] = useState(action);
  const tell = useDebouncedCallback(
    (value: string) => void navigate({ search: value === "" ? {} : { action: value }, replace: true }),
    300,
  );
  if (!can("audit:read")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <PageHead title={of.title}>
        <TextInput
          type="search"
          aria-label={of.filter}
          placeholder={of.filterHint}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            tell(event.currentTarget.value.trim());
          }}
        />
        {can("audit:export") && (
          <Button component="a" variant="default" href={`/api/v1/workspaces/${encodeURIComponent(workspace.id)}/audit/export`} download>
            {of.export}
          </Button>
        )}
      </PageHead>
      <Chain />
      <Loaded query={query}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items);
          return entries.length === 0 ? <Empty title={of.none} /> : <Entries entries={entries} />;
        }}
      </Loaded>
      {query.hasNextPage && (
        <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {text.shell.more}
        </Button>
      )}
    </div>
  );
}

function Chain() {
  const { workspace } = useHere();
  const check = useMutation({
    mutationFn: () => answered(api.GET("/api/v1/workspaces/{workspace}/audit/verify", { params: { path: { workspace: workspace.id } } })),
  });
  return (
    <div className="chain">
      <Button variant="default" size="xs" loading={check.isPending} onClick={() => check.mutate()}>
        {of.verify}
      </Button>
      <span role="status">
        {check.data !== undefined && (check.data.isWhole ? of.whole(check.data.entries ?? 0) : `${of.broken}: ${check.data.fault ?? ""}`)}
      </span>
      {check.error !== null && <Problem error={check.error} />}
    </div>
  );
}

function Entries({ entries }: { entries: readonly Schemas["AuditEntry"][] }) {
  const { nameOf } = useNames();
  return (
    <div className="table-scroll panel" tabIndex={0} role="region" aria-label={of.title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{of.at}</th>
            <th scope="col">{of.actor}</th>
            <th scope="col">{of.action}</th>
            <th scope="col">{of.target}</th>
            <th scope="col">{of.details}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ seq, at, actorKind, actorId, action, targetKind, targetId, details }) => (
            <tr key={seq}>
              <td>
                <time dateTime={at}>{dateTime(at)}</time>
              </td>
              <td>{actorKind === "user" ? nameOf(actorId) : `${actorKind} ${actorId.slice(0, 8)}`}</td>
              <td>
                <code>{action}</code>
              </td>
              <td>{targetKind !== null && `${targetKind} ${targetId?.slice(0, 13) ?? ""}`}</td>
              <td>
                <details>
                  <summary>{Object.keys(details).join(", ") || "–"}</summary>
                  <pre className="command">{JSON.stringify(details, undefined, 2)}</pre>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
