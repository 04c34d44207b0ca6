import { Button, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../api/client.ts";
import { useHere } from "../app/workspace.tsx";
import { PageHead, Panel, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.settings;

export function SettingsPage() {
  const { workspace, can } = useHere();
  const queries = useQueryClient();
  const [name, setName] = useState(workspace.name);
  const rename = useMutation({
    mutationFn: () =>
      answered(api.PATCH("/api/v1/workspaces/{workspace}", { params: { path: { workspace: workspace.id } }, body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
  return (
    <div className="page">
      <PageHead title={of.title} lead={workspace.name} />
      <div className="forms">
        <Panel title={of.workspace}>
          <form className="inline-form" onSubmit={submitted(() => rename.mutate())}>
            <TextInput
              label={of.name}
              required
              maxLength={100}
              disabled={!can("workspace:write")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput label={of.slug} value={workspace.slug} readOnly />
            {can("workspace:write") && (
              <Button type="submit" loading={rename.isPending} disabled={name.trim() === workspace.name}>
                {text.shell.save}
              </Button>
            )}
          </form>
          <span role="status">{rename.isSuccess && of.renamed}</span>
          {rename.error !== null && <Problem error={rename.error} />}
        </Panel>
        <Panel title={of.push}>
          <Text size="sm">{of.pushLead}</Text>
          <pre className="command" tabIndex={0}>{`export STANCH_TOKEN=…\nstanch push --scan . --server ${location.origin}`}</pre>
        </Panel>
      </div>
    </div>
  );
}
