import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, type Schemas } from "../api/client.ts";
import { invitationsQuery, membersQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Ask, Once } from "../parts/ask.tsx";
import { Copy } from "../parts/copy.tsx";
import { Loaded, NotAllowed, PageHead, Panel, Problem } from "../parts/states.tsx";
import { date, text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.people;
const ROLES = ["owner", "manager", "responder", "developer", "auditor"] as const;
type Role = (typeof ROLES)[number];
type Member = Schemas["Member"];

export function PeoplePage() {
  const { workspace, can } = useHere();
  const query = useQuery({ ...membersQuery(workspace.id), enabled: can("member:read") });
  if (!can("member:read")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <PageHead title={of.title} />
      <div className="incident-main">
        {can("member:write") && <Invite />}
        <Loaded query={query}>{({ items }) => <Members members={items} />}</Loaded>
        <Invitations />
      </div>
    </div>
  );
}

function Members({ members }: { members: readonly Member[] }) {
  const [leaving, setLeaving] = useState<Member>();
  const { can } = useHere();
  return (
    <div className="panel table-scroll" tabIndex={0} role="region" aria-label={of.title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{of.name}</th>
            <th scope="col">{of.role}</th>
            <th scope="col">{of.second}</th>
            <th scope="col">{of.since}</th>
            {can("member:write") && <td />}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.userId}>
              <td>
                <strong>{member.name}</strong>
                <div className="dim">{member.email}</div>
              </td>
              <td>
                <RoleOf member={member} />
              </td>
              <td>{member.hasSecondFactor ? of.secondOn : of.secondOff}</td>
              <td>{date(member.createdAt)}</td>
              {can("member:write") && (
                <td className="number">
                  <Button size="compact-sm" variant="default" aria-label={of.removeOf(member.name)} onClick={() => setLeaving(member)}>
                    {of.remove}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {leaving !== undefined && <Remove member={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

function RoleOf({ member: { userId, name, role } }: { member: Member }) {
  const { workspace, can } = useHere();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (next: Role) =>
      answered(
        api.PATCH("/api/v1/workspaces/{workspace}/members/{user}", {
          params: { path: { workspace: workspace.id, user: userId } },
          body: { role: next },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["members", workspace.id] }),
  });
  if (!can("member:write")) return text.role[role];
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={of.roleOf(name)}
        value={role}
        disabled={change.isPending}
        data={ROLES.map((value) => ({ value, label: text.role[value] }))}
        onChange={({ currentTarget }) => {
          const next = ROLES.find((one) => one === currentTarget.value);
          if (next !== undefined) change.mutate(next);
        }}
      />
      {change.error !== null && <Problem error={change.error} />}
    </>
  );
}

function Remove({ member: { userId, name }, onClose }: { member: Member; onClose: () => void }) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      answered(
        api.DELETE("/api/v1/workspaces/{workspace}/members/{user}", { params: { path: { workspace: workspace.id, user: userId } } }),
      ),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["members", workspace.id] });
    },
  });
  return (
    <Ask
      title={of.removeTitle(name)}
      lead={of.removeLead}
      deed={of.remove}
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onDo={remove.mutate}
    />
  );
}

function Invite() {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("responder");
  const invite = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/invitations", { params: { path: { workspace: workspace.id } }, body: { email, role } }),
      ),
    onSuccess: async () => {
      setEmail("");
      await queries.invalidateQueries({ queryKey: ["invitations", workspace.id] });
    },
  });
  return (
    <Panel title={of.invite}>
      <form className="inline-form" onSubmit={submitted(() => invite.mutate())}>
        <TextInput label={text.login.email} type="email" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <NativeSelect
          label={of.role}
          value={role}
          data={ROLES.map((value) => ({ value, label: `${text.role[value]}: ${of.roles[value]}` }))}
          onChange={({ currentTarget }) => setRole(ROLES.find((one) => one === currentTarget.value) ?? "responder")}
        />
        <Button type="submit" loading={invite.isPending}>
          {of.invite}
        </Button>
      </form>
      {invite.error !== null && <Problem error={invite.error} />}
      {invite.data !== undefined && (
        <Once title={of.link} lead={of.inviteLead} value={invite.data.url} copy={<Copy value={invite.data.url} />} />
      )}
    </Panel>
  );
}

function Invitations() {
  const { workspace, can } = useHere();
  const queries = useQueryClient();
  const query = useQuery(invitationsQuery(workspace.id));
  const withdraw = useMutation({
    mutationFn: (invitation: string) =>
      answered(
        api.DELETE("/api/v1/workspaces/{workspace}/invitations/{invitation}", {
          params: { path: { workspace: workspace.id, invitation } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["invitations", workspace.id] }),
  });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={of.invitations}>
      <table className="table">
        <tbody>
          {items.map(({ id, email, role, expiresAt }) => (
            <tr key={id}>
              <td>{email}</td>
              <td>{text.role[role]}</td>
              <td>
                {of.expires} {date(expiresAt)}
              </td>
              {can("member:write") && (
                <td className="number">
                  <Button size="compact-sm" variant="default" aria-label={of.withdrawOf(email)} onClick={() => withdraw.mutate(id)}>
                    {of.withdraw}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {withdraw.error !== null && <Problem error={withdraw.error} />}
    </Panel>
  );
}
