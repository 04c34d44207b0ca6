import { type Told, facts, oneLine, sentence } from "../message.ts";

/** Stands in the ticket and is searched for before another one is made: an answer may get lost on the way. */
export function markOf({ incident }: Told): string {
  return `stanch-${incident.id}`;
}

export function titleOf(told: Told): string {
  return oneLine(`[${told.incident.severity}] ${told.incident.title} in ${told.incident.firstPlace}`).slice(0, 250);
}

/** Markdown. Values of others stand in code, which nothing in them can leave. */
export function descriptionOf(told: Told): string {
  const code = (value: string): string => `\`${value.replaceAll("`", "'")}\``;
  return [
    code(sentence(told)),
    "",
    ...facts(told).map(([name, value]) => `- ${name}: ${code(value)}`),
    "",
    `Incident: ${told.url}`,
    "",
  ].join("\n");
}

export function commentOf(told: Told): string {
  return `${sentence(told)}\n\n${told.url}`;
}
