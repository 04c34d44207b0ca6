import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Incident } from "../api/queries.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { ExposureTag } from "../parts/tag.tsx";
import { ago, date, dateTime, number, text } from "../text.ts";

const of = text.incident;

/** What is known of it, as names and values. */
export function Facts({ incident }: { incident: Incident }) {
  const { workspace } = useHere();
  const { nameOf } = useNames();
  const { assignee, ownerUser, ownerLabel, ownerFrom, dueAt, expiresAt, acceptedUntil, severityReasons, validityAt, validityReason } =
    incident;
  const when = (iso: string): ReactNode => (
    <time dateTime={iso} title={dateTime(iso)}>
      {date(iso)} <span className="dim">({ago(iso)})</span>
    </time>
  );
  const facts: readonly (readonly [string, ReactNode])[] = [
    [of.assignee, assignee === null ? of.unassigned : nameOf(assignee)],
    [
      of.owner,
      ownerUser === null && ownerLabel === null ? (
        of.noOwner
      ) : (
        <>
          {ownerUser === null ? ownerLabel : nameOf(ownerUser)}
          {ownerFrom !== null && <span className="dim"> {text.ownerFrom[ownerFrom]}</span>}
        </>
      ),
    ],
    [of.due, dueAt === null ? undefined : when(dueAt)],
    [of.acceptedUntil, acceptedUntil === null ? undefined : when(acceptedUntil)],
    [of.validity, text.validity[incident.validity] + (validityAt === null ? "" : `, ${of.validityAt(ago(validityAt))}`)],
    ["", validityReason === null ? undefined : <span className="dim">{validityReason}</span>],
    [of.exposure, <ExposureTag key="exposure" value={incident.exposure} />],
    [of.readers, incident.readers === null ? undefined : of.people(incident.readers)],
    [of.privilege, text.privilege[incident.privilege]],
    [of.firstSeen, when(incident.firstSeenAt)],
    [of.leaked, incident.datedAt === incident.firstSeenAt ? undefined : when(incident.datedAt)],
    [of.lastSeen, when(incident.lastSeenAt)],
    [of.expires, expiresAt === null ? undefined : when(expiresAt)],
    [of.reopened, incident.reopened === 0 ? undefined : of.times(incident.reopened)],
    [of.provider, incident.provider],
    [
      of.detector,
      <Link key="detector" to="/w/$workspace/detectors/$detector" params={{ workspace: workspace.slug, detector: incident.detector }}>
        {incident.detector}
      </Link>,
    ],
    [of.fingerprint, <code key="fingerprint">{incident.fingerprint.slice(0, 16)}…</code>],
  ];
  return (
    <aside className="facts panel" aria-label={of.facts}>
      <h2>{of.facts}</h2>
      <dl>
        {facts
          .filter(([, value]) => value !== undefined)
          .map(([name, value], index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the list is the same at each look
            <div key={index}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {severityReasons.length > 0 && (
        <>
          <h3>{of.severityWhy}</h3>
          <ul className="plain">
            {severityReasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
      {Object.keys(incident.companions).length > 0 && (
        <>
          <h3>{of.companions}</h3>
          <ul className="plain">
            {Object.entries(incident.companions).map(([name, value]) => (
              <li key={name}>
                {name} <code>{value}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {incident.repositories.length > 0 && (
        <>
          <h3>
            {of.repositories}{" "}
            <Text span size="xs" c="dimmed">
              {number(incident.repositories.length)}
            </Text>
          </h3>
          <ul className="plain">
            {incident.repositories.map((repository) => (
              <li key={repository}>
                <Link to="/w/$workspace/incidents" params={{ workspace: workspace.slug }} search={{ repository }}>
                  {repository}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
