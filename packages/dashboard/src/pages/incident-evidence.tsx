import { Text } from "@mantine/core";
import type { Incident } from "../api/queries.ts";
import { Panel } from "../parts/states.tsx";
import { text } from "../text.ts";

/** What a scan wrote of its own judgement; read with care, since it may come from an older scanner. */
function told(incident: Incident, name: string): readonly string[] {
  const value = incident.explanation[name];
  return [value].flat().filter((one): one is string => typeof one === "string" && one !== "");
}

/** Why it is believed: what speaks for it, and what against. */
export function Evidence({ incident }: { incident: Incident }) {
  const evidence = told(incident, "evidence");
  const doubts = told(incident, "doubts");
  const [opens] = told(incident, "opens");
  return (
    <Panel title={text.incident.why}>
      <div className="evidence">
        <div>
          <h3>{text.incident.for}</h3>
          {evidence.length === 0 ? <Text size="sm">{text.incident.noEvidence}</Text> : <List items={evidence} mark="+" />}
        </div>
        <div>
          <h3>{text.incident.against}</h3>
          {doubts.length === 0 ? <Text size="sm">{text.incident.noDoubts}</Text> : <List items={doubts} mark="−" />}
        </div>
      </div>
      {opens !== undefined && (
        <Text size="sm" mt="sm">
          <strong>{text.incident.opens}:</strong> {opens}
        </Text>
      )}
      {incident.impact !== null && (
        <Text size="sm" mt="xs">
          <strong>{text.incident.impact}:</strong> {incident.impact}
        </Text>
      )}
    </Panel>
  );
}

function List({ items, mark }: { items: readonly string[]; mark: string }) {
  return (
    <ul className="marked">
      {items.map((item) => (
        <li key={item}>
          <span aria-hidden="true">{mark}</span>
          {item}
        </li>
      ))}
    </ul>
  );
}
