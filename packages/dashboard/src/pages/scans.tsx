import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "../api/client.ts";
import { scansQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Empty, Loaded, NotAllowed, PageHead, Panel, Problem } from "../parts/states.tsx";
import { ago, text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.scans;

export function ScansPage() {
  const { workspace, can } = useHere();
  const query = useQuery({ ...scansQuery(workspace.id), enabled: can("scan:read") });
  if (!can("scan:read")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <PageHead title={of.title} lead={of.lead} />
      <div className="incident-main">
        {can("scan:write") && <Start />}
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={of.none}>{of.noneMore}</Empty>
            ) : (
              <div className="panel table-scroll" tabIndex={0} role="region" aria-label={of.title}>
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{of.path}</th>
                      <th scope="col">{of.status}</th>
                      <th scope="col">{of.asked}</th>
                      <th scope="col">{of.took}</th>
                      <th scope="col">{of.outcome}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map(({ id, path, repository, status, createdAt, startedAt, finishedAt, outcome }) => (
                      <tr key={id}>
                        <td>
                          <strong>{repository}</strong>
                          <div className="mono dim">{path}</div>
                        </td>
                        <td>{status}</td>
                        <td>{ago(createdAt)}</td>
                        <td>
                          {startedAt !== null &&
                            finishedAt !== null &&
                            of.seconds(Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 100) / 10)}
                        </td>
                        <td>
                          {Object.entries(outcome ?? {})
                            .filter(([, value]) => typeof value !== "object")
                            .map(([name, value]) => `${name}: ${String(value)}`)
                            .join(", ")}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Loaded>
      </div>
    </div>
  );
}

function Start() {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const [path, setPath] = useState("");
  const [repository, setRepository] = useState("");
  const start = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/scans", {
          params: { path: { workspace: workspace.id } },
          headers: { "Idempotency-Key": newKey() },
          body: { path, ...(repository === "" ? {} : { repository }) },
        }),
      ),
    onSuccess: async () => {
      setPath("");
      await queries.invalidateQueries({ queryKey: ["scans", workspace.id] });
    },
  });
  return (
    <Panel title={of.start}>
      <form className="inline-form" onSubmit={submitted(() => start.mutate())}>
        <TextInput
          label={of.path}
          required
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          placeholder="/srv/repositories/payments"
        />
        <TextInput label={of.repository} value={repository} onChange={(event) => setRepository(event.currentTarget.value)} />
        <Button type="submit" loading={start.isPending}>
          {of.start}
        </Button>
      </form>
      {start.error !== null && <Problem error={start.error} />}
    </Panel>
  );
}
