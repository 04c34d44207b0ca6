import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Remediation, remediationsQuery } from "../api/queries.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { part, word } from "../parts/loose.ts";
import { Empty, Loaded, NotAllowed, PageHead } from "../parts/states.tsx";
import { Tag, type Tone } from "../parts/tag.tsx";
import { ago, text } from "../text.ts";

const of = text.remediation;

export function RemediationsPage() {
  const { workspace, can } = useHere();
  const query = useQuery({ ...remediationsQuery(workspace.id), enabled: can("remediation:read") });
  if (!can("remediation:read")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <PageHead title={of.title} />
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? <Empty title={of.none}>{of.noneMore}</Empty> : <Remediations items={items} />)}
      </Loaded>
    </div>
  );
}

const TONES: Readonly<Record<Remediation["status"], Tone>> = {
  queued: "plain",
  running: "busy",
  waiting: "medium",
  paused: "medium",
  stuck: "critical",
  "rolling-back": "busy",
  done: "good",
  "rolled-back": "low",
  abandoned: "plain",
};

export function RemediationTag({ status }: { status: Remediation["status"] }) {
  return <Tag tone={TONES[status]}>{of.status[status]}</Tag>;
}

export function stepName(step: string): string {
  const names: Readonly<Record<string, string>> = of.steps;
  return names[step] ?? step;
}

function Remediations({ items }: { items: readonly Remediation[] }) {
  const { workspace } = useHere();
  const { nameOf } = useNames();
  return (
    <div className="panel table-scroll" tabIndex={0} role="region" aria-label={of.title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{of.secret}</th>
            <th scope="col">{text.scans.status}</th>
            <th scope="col">{of.step}</th>
            <th scope="col">{of.by}</th>
            <th scope="col">{of.began}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, plan, status, step, startedBy, createdAt }) => (
            <tr key={id}>
              <td>
                <Link to="/w/$workspace/remediations/$remediation" params={{ workspace: workspace.slug, remediation: id }}>
                  {word(plan["provider"])}
                </Link>{" "}
                <code className="dim">{word(part(plan["old"])["mask"])}</code>
              </td>
              <td>
                <RemediationTag status={status} />
              </td>
              <td>{stepName(step)}</td>
              <td>{nameOf(startedBy)}</td>
              <td>{ago(createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
