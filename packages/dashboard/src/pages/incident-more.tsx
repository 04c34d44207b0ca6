import { Button, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useRef, useState } from "react";
import { answered, api, newKey, type Schemas } from "../api/client.ts";
import { type Incident, commentsQuery, eventsQuery } from "../api/queries.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { Explanation } from "../parts/explanation.tsx";
import { Loaded, Panel, Problem } from "../parts/states.tsx";
import { ago, dateTime, text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.incident;

export function Timeline({ incident }: { incident: Incident }) {
  const { workspace } = useHere();
  const query = useQuery(eventsQuery(workspace.id, incident.id));
  return (
    <Panel title={of.timeline}>
      <Loaded query={query}>
        {({ items }) => (
          <ol className="timeline">
            {items.map((event) => (
              <Happening key={event.id} event={event} />
            ))}
            <li>
              <time dateTime={incident.firstSeenAt} title={dateTime(incident.firstSeenAt)}>
                {ago(incident.firstSeenAt)}
              </time>
              <span>
                {of.system}: {of.events["create"]}
              </span>
            </li>
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}

function Happening({ event: { at, actorKind, actorId, kind, before, after, reason } }: { event: Schemas["IncidentEvent"] }) {
  const { nameOf } = useNames();
  const who = actorKind === "user" ? nameOf(actorId) : actorKind === "system" ? of.system : `${actorKind} ${nameOf(actorId)}`;
  const changes = Object.keys(after).filter((name) => isShown(name) && String(before[name]) !== String(after[name]));
  return (
    <li>
      <time dateTime={at} title={dateTime(at)}>
        {ago(at)}
      </time>
      <span>
        {who}: {of.events[kind] ?? kind}
        {changes.length > 0 && (
          <span className="dim">
            {" · "}
            {changes.map((name) => `${said(name, before[name], nameOf)} → ${said(name, after[name], nameOf)}`).join(", ")}
          </span>
        )}
        {reason !== null && <q>{reason}</q>}
      </span>
    </li>
  );
}

const isShown = (name: string): boolean =>
  ["state", "severity", "validity", "resolution", "assignee", "exposure", "setSeverity"].includes(name);

function said(name: string, value: unknown, nameOf: (id: string) => string): string {
  if (typeof value !== "string") return text.incidents.none;
  if (name === "assignee") return nameOf(value);
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    state: text.state,
    severity: text.severity,
    setSeverity: text.severity,
    validity: text.validity,
    resolution: text.resolution,
    exposure: text.exposure,
  };
  return words[name]?.[value] ?? value;
}

export function Comments({
  incident,
  canWrite,
  field,
}: {
  incident: string;
  canWrite: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const { workspace } = useHere();
  const { nameOf } = useNames();
  const query = useQuery(commentsQuery(workspace.id, incident));
  return (
    <Panel title={of.comments}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {of.noComments}
            </Text>
          ) : (
            <ol className="comments">
              {items.map(({ id, authorId, body, at }) => (
                <li key={id}>
                  <div className="comment-head">
                    <strong>{nameOf(authorId)}</strong>
                    <time dateTime={at} title={dateTime(at)} className="dim">
                      {ago(at)}
                    </time>
                  </div>
                  <div className="comment-body">{body}</div>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
      {canWrite && <CommentForm incident={incident} field={field} />}
    </Panel>
  );
}

/** What is typed stays until the server took it, and is sent under one key: a repeated try writes no second comment. */
function CommentForm({ incident, field }: { incident: string; field: RefObject<HTMLTextAreaElement | null> }) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const [body, setBody] = useState("");
  const key = useRef(newKey());
  const send = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/incidents/{incident}/comments", {
          params: { path: { workspace: workspace.id, incident } },
          headers: { "Idempotency-Key": key.current },
          body: { body },
        }),
      ),
    onSuccess: async () => {
      setBody("");
      key.current = newKey();
      await queries.invalidateQueries({ queryKey: ["comments", workspace.id, incident] });
    },
  });
  return (
    <form className="comment-form" onSubmit={submitted(() => send.mutate())}>
      <Textarea
        ref={field}
        label={of.comment}
        description={of.commentHint}
        autosize
        minRows={2}
        maxLength={20_000}
        value={body}
        onChange={(event) => {
          setBody(event.currentTarget.value);
          key.current = newKey();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {send.error !== null && <Problem error={send.error} />}
      <Button type="submit" size="xs" variant="default" disabled={body.trim() === ""} loading={send.isPending}>
        {of.send}
      </Button>
    </form>
  );
}

/** Read when it is opened. */
export function About({ detector }: { detector: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="panel about" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{of.about}</summary>
      {isOpen && <Explanation detector={detector} />}
    </details>
  );
}
