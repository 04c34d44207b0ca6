import { Button, Checkbox, PasswordInput, Stack, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "../api/client.ts";
import { type Incident, incidentQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Loaded, NotAllowed, PageHead, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.remediation;

/** Lines of name=value. */
export function companionsOf(lines: string): Record<string, string> {
  return Object.fromEntries(
    lines
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")).trim(), line.slice(line.indexOf("=") + 1).trim()]),
  );
}

export function RemediatePage() {
  const { workspace, can } = useHere();
  const { incident } = useParams({ from: "/w/$workspace/incidents/$incident/remediate" });
  const query = useQuery(incidentQuery(workspace.id, incident));
  if (!can("remediation:write")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <nav className="crumbs">
        <Link to="/w/$workspace/incidents/$incident" params={{ workspace: workspace.slug, incident }}>
          ← {of.incident}
        </Link>
      </nav>
      <Loaded query={query}>{({ data }) => <Form incident={data} />}</Loaded>
    </div>
  );
}

/** What a plan needs of a person; the rest are the careful choices: approval, silence, a watch of a day. */
function Form({ incident }: { incident: Incident }) {
  const { workspace } = useHere();
  const navigate = useNavigate();
  const [secret, setSecret] = useState("");
  const [beside, setBeside] = useState(() =>
    Object.entries(incident.companions)
      .map(([name, value]) => `${name}=${value}`)
      .join("\n"),
  );
  const [store, setStore] = useState("");
  const [contain, setContain] = useState(false);
  const [dryRun, setDryRun] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/remediations", {
          params: { path: { workspace: workspace.id } },
          headers: { "Idempotency-Key": newKey() },
          body: {
            plan: {
              provider: incident.provider,
              detector: incident.detector,
              incident: incident.id,
              reason: "leak",
              old: { mask: incident.masked, fingerprint: incident.fingerprint },
              stores: store.trim() === "" ? [] : [{ uri: store.trim() }],
              contain,
              dryRun,
            },
            old: { secret, companions: companionsOf(beside) },
          },
        }),
      ),
    onSuccess: ({ id }) =>
      navigate({ to: "/w/$workspace/remediations/$remediation", params: { workspace: workspace.slug, remediation: id } }),
  });
  return (
    <>
      <PageHead title={of.startTitle} lead={`${incident.title} ${incident.masked}`} />
      <form className="panel forms" onSubmit={submitted(() => start.mutate())}>
        <Stack>
          <p>{of.startLead}</p>
          <TextInput label={of.provider} value={incident.provider} readOnly />
          <PasswordInput
            label={of.secret}
            description={of.secretHint}
            autoComplete="off"
            required
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          <Textarea
            label={of.companions}
            description={of.companionsHint}
            autosize
            minRows={2}
            value={beside}
            onChange={(event) => setBeside(event.currentTarget.value)}
          />
          <TextInput label={of.store} description={of.storeHint} value={store} onChange={(event) => setStore(event.currentTarget.value)} />
          <Checkbox label={of.contain} checked={contain} onChange={(event) => setContain(event.currentTarget.checked)} />
          <Checkbox label={of.dryRun} checked={dryRun} onChange={(event) => setDryRun(event.currentTarget.checked)} />
          {start.error !== null && <Problem error={start.error} />}
          <div>
            <Button type="submit" loading={start.isPending}>
              {of.submit}
            </Button>
          </div>
        </Stack>
      </form>
    </>
  );
}
