import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, type Schemas } from "../api/client.ts";
import { tokensQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Ask, Once } from "../parts/ask.tsx";
import { Copy } from "../parts/copy.tsx";
import { Empty, Loaded, NotAllowed, PageHead, Panel, Problem } from "../parts/states.tsx";
import { date, text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.tokens;
const ROLES = ["machine", "responder", "auditor", "manager"] as const;
type Token = Schemas["ApiToken"];

export function TokensPage() {
  const { workspace, can } = useHere();
  const query = useQuery({ ...tokensQuery(workspace.id), enabled: can("token:read") });
  if (!can("token:read")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <PageHead title={of.title} lead={of.lead} />
      <div className="incident-main">
        {can("token:write") && <Make />}
        <Loaded query={query}>{({ items }) => (items.length === 0 ? <Empty title={of.none} /> : <Tokens tokens={items} />)}</Loaded>
      </div>
    </div>
  );
}

function Make() {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("machine");
  const [days, setDays] = useState(90);
  const make = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/tokens", { params: { path: { workspace: workspace.id } }, body: { name, role, days } }),
      ),
    onSuccess: async () => {
      setName("");
      await queries.invalidateQueries({ queryKey: ["tokens", workspace.id] });
    },
  });
  return (
    <Panel title={of.make}>
      <form className="inline-form" onSubmit={submitted(() => make.mutate())}>
        <TextInput label={of.name} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect
          label={of.role}
          value={role}
          data={ROLES.map((value) => ({ value, label: text.role[value] }))}
          onChange={({ currentTarget }) => setRole(ROLES.find((one) => one === currentTarget.value) ?? "machine")}
        />
        <NumberInput label={of.days} min={1} max={365} w={130} value={days} onChange={(value) => setDays(Number(value))} />
        <Button type="submit" loading={make.isPending}>
          {of.make}
        </Button>
      </form>
      {make.error !== null && <Problem error={make.error} />}
      {make.data !== undefined && (
        <Once title={of.shown} lead={of.shownLead} value={make.data.token} copy={<Copy value={make.data.token} />} />
      )}
    </Panel>
  );
}

function Tokens({ tokens }: { tokens: readonly Token[] }) {
  const { can } = useHere();
  const [ending, setEnding] = useState<Token>();
  return (
    <div className="panel table-scroll" tabIndex={0} role="region" aria-label={of.title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{of.name}</th>
            <th scope="col">{of.role}</th>
            <th scope="col">{of.tail}</th>
            <th scope="col">{of.expires}</th>
            <th scope="col">{of.used}</th>
            {can("token:write") && <td />}
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>{token.name}</td>
              <td>{text.role[token.role]}</td>
              <td>
                <code>…{token.tail}</code>
              </td>
              <td>
                {token.revokedAt !== null ? of.revoked : Date.parse(token.expiresAt) < Date.now() ? of.expired : date(token.expiresAt)}
              </td>
              <td>{token.lastUsedAt === null ? of.never : date(token.lastUsedAt)}</td>
              {can("token:write") && (
                <td className="number">
                  {token.revokedAt === null && (
                    <Button size="compact-sm" variant="default" aria-label={of.revokeOf(token.name)} onClick={() => setEnding(token)}>
                      {of.revoke}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {ending !== undefined && <Revoke token={ending} onClose={() => setEnding(undefined)} />}
    </div>
  );
}

function Revoke({ token: { id, name }, onClose }: { token: Token; onClose: () => void }) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      answered(api.DELETE("/api/v1/workspaces/{workspace}/tokens/{token}", { params: { path: { workspace: workspace.id, token: id } } })),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["tokens", workspace.id] });
    },
  });
  return (
    <Ask
      title={of.revokeTitle(name)}
      lead={of.revokeLead}
      deed={of.revoke}
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onDo={revoke.mutate}
    />
  );
}
