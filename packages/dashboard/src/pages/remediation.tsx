import { Button, PasswordInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "../api/client.ts";
import { type Remediation, remediationEventsQuery, remediationQuery } from "../api/queries.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { part, parts, word } from "../parts/loose.ts";
import { Loaded, PageHead, Panel, Problem } from "../parts/states.tsx";
import { dateTime, text } from "../text.ts";
import { companionsOf } from "./remediate.tsx";
import { RemediationTag, stepName } from "./remediations.tsx";
import { submitted } from "./sign-in.tsx";

const of = text.remediation;
const STEPS = ["contain", "create", "verify", "store", "update", "probe", "silence", "deactivate", "confirm", "monitor", "close"] as const;
/** Up to this step everything can be undone; from it on what the issuer can. The server's `canUndo` says how it is. */
const NO_RETURN = "deactivate";

type Said = "approve" | "reject" | "pause" | "resume" | "rollback" | "retry" | "abandon" | "performed";

/** One remediation as it goes on: where it stands, what it waits for, what happened. */
export function RemediationPage() {
  const { workspace } = useHere();
  const { remediation: id } = useParams({ from: "/w/$workspace/remediations/$remediation" });
  const query = useQuery(remediationQuery(workspace.id, id));
  return <div className="page">{<Loaded query={query}>{(remediation) => <View remediation={remediation} />}</Loaded>}</div>;
}

function View({ remediation }: { remediation: Remediation }) {
  const { workspace } = useHere();
  const { nameOf } = useNames();
  const { plan, status, step, waitingFor, canUndo, startedBy, createdAt, endedAt } = remediation;
  const incident = word(plan["incident"]);
  return (
    <>
      <nav className="crumbs">
        <Link to="/w/$workspace/remediations" params={{ workspace: workspace.slug }}>
          ← {of.title}
        </Link>
        {incident !== "" && (
          <Link to="/w/$workspace/incidents/$incident" params={{ workspace: workspace.slug, incident }}>
            {of.incident}
          </Link>
        )}
      </nav>
      <PageHead title={`${of.one}: ${word(plan["provider"])}`} lead={<code>{word(part(plan["old"])["mask"])}</code>}>
        <Button size="xs" variant="default" onClick={() => window.print()}>
          {of.print}
        </Button>
      </PageHead>
      <div className="tags">
        <RemediationTag status={status} />
        <span className="dim">
          {of.began} {dateTime(createdAt)} {of.by.toLowerCase()} {nameOf(startedBy)}
        </span>
        {endedAt !== null && (
          <span className="dim">
            {of.ended} {dateTime(endedAt)}
          </span>
        )}
      </div>
      {endedAt === null && (
        <div className="wait" role="status">
          {waitingFor !== null && (
            <p>
              <strong>{of.waitsFor}:</strong> {waitingFor}
            </p>
          )}
          <p className="dim">{canUndo ? of.canUndo : of.cannotUndo}</p>
          <Speak remediation={remediation} />
        </div>
      )}
      <div className="incident-body">
        <Events remediation={remediation} />
        <div className="incident-main">
          <Panel title={of.plan}>
            <Steps current={step} isDone={status === "done"} />
          </Panel>
          <Dependants remediation={remediation} />
        </div>
      </div>
    </>
  );
}

function Steps({ current, isDone }: { current: string; isDone: boolean }) {
  const at = isDone ? STEPS.length : STEPS.findIndex((step) => step === current);
  return (
    <ol className="steps">
      {STEPS.map((step, index) => {
        const when = index < at ? "done" : index === at ? "now" : "later";
        const said = { done: of.stepDone, now: of.stepNow, later: of.stepLater }[when];
        return (
          <li key={step} data-when={when} aria-current={when === "now" ? "step" : undefined}>
            <span className="steps-mark" aria-hidden="true">
              {when === "done" ? "✓" : index + 1}
            </span>
            <span>
              {step === NO_RETURN && <span className="no-return">{of.noReturn}</span>}
              {stepName(step)}
            </span>
            <span className="dim">{said}</span>
          </li>
        );
      })}
    </ol>
  );
}

function useSay(remediation: string) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: {
      kind: Said | "confirm" | "provide";
      subject?: string;
      credential?: { secret: string; companions: Record<string, string> };
    }) =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/remediations/{remediation}/signals", {
          params: { path: { workspace: workspace.id, remediation } },
          headers: { "Idempotency-Key": newKey() },
          body,
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["remediation", workspace.id, remediation] });
      await queries.invalidateQueries({ queryKey: ["remediation-events", workspace.id, remediation] });
    },
  });
}

/** What can be said to it now. */
function Speak({ remediation: { id, status, gate, step, canUndo } }: { remediation: Remediation }) {
  const { can } = useHere();
  const say = useSay(id);
  if (!can("remediation:write")) return null;
  const offers: readonly Said[] = [
    ...(gate !== null && can("remediation:approve") ? (["approve", "reject"] as const) : []),
    ...(status === "stuck" ? (["retry", "abandon"] as const) : []),
    ...(status === "waiting" && gate === null ? (["performed"] as const) : []),
    status === "paused" ? "resume" : "pause",
    ...(canUndo ? (["rollback"] as const) : []),
  ];
  return (
    <>
      <div className="changes">
        {offers.map((kind) => (
          <Button
            key={kind}
            size="xs"
            variant={kind === "approve" || kind === "performed" ? "filled" : "default"}
            disabled={say.isPending}
            onClick={() => say.mutate({ kind, ...(gate !== null && (kind === "approve" || kind === "reject") ? { subject: gate } : {}) })}
          >
            {of.say[kind]}
          </Button>
        ))}
      </div>
      {say.error !== null && <Problem error={say.error} />}
      {step === "create" && status === "waiting" && <Provide id={id} />}
    </>
  );
}

function Provide({ id }: { id: string }) {
  const [secret, setSecret] = useState("");
  const [beside, setBeside] = useState("");
  const say = useSay(id);
  return (
    <details>
      <summary>{of.provide}</summary>
      <p className="dim">{of.provideLead}</p>
      <form
        className="comment-form"
        onSubmit={submitted(() =>
          say.mutate({ kind: "provide", credential: { secret, companions: companionsOf(beside) } }, { onSuccess: () => setSecret("") }),
        )}
      >
        <PasswordInput
          label={of.provide}
          autoComplete="off"
          required
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
        <Textarea
          label={of.companions}
          description={of.companionsHint}
          value={beside}
          onChange={(event) => setBeside(event.currentTarget.value)}
        />
        {say.error !== null && <Problem error={say.error} />}
        <Button type="submit" size="xs" loading={say.isPending}>
          {of.provide}
        </Button>
      </form>
    </details>
  );
}

function Events({ remediation: { id, endedAt } }: { remediation: Remediation }) {
  const { workspace } = useHere();
  const query = useQuery(remediationEventsQuery(workspace.id, id, endedAt !== null));
  return (
    <Panel title={of.events}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="dim">{of.noEvents}</p>
          ) : (
            <ol className="timeline" aria-live="polite">
              {items.map(({ seq, at, step, kind, text: told, facts }) => (
                <li key={seq}>
                  <time dateTime={at}>{dateTime(at)}</time>
                  <div>
                    <strong>{stepName(step)}</strong> {kind === "failed" && <span className="late">{kind}</span>} {told}
                    {Object.keys(facts).length > 0 && (
                      <details>
                        <summary className="dim">{text.audit.details}</summary>
                        <pre className="command">{JSON.stringify(facts, undefined, 2)}</pre>
                      </details>
                    )}
                  </div>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Dependants({ remediation: { id, plan, endedAt } }: { remediation: Remediation }) {
  const { can } = useHere();
  const say = useSay(id);
  const dependants = parts(plan["dependants"]);
  if (dependants.length === 0) return null;
  return (
    <Panel title={of.dependants}>
      <ul className="plain">
        {dependants.map((one) => (
          <li key={word(one["id"])}>
            <strong>{word(one["name"])}</strong> <span className="dim">{word(one["owner"])}</span>{" "}
            {endedAt === null && part(one["howUpdated"])["by"] === "owner" && can("remediation:write") && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={of.confirmOf(word(one["name"]))}
                onClick={() => say.mutate({ kind: "confirm", subject: word(one["id"]) })}
              >
                {of.confirm}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {say.error !== null && <Problem error={say.error} />}
    </Panel>
  );
}
