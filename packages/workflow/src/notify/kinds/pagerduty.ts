import * as z from "zod";
import { accepted, channelKind } from "../kind.ts";
import { facts, sentence } from "../message.ts";

const SEVERITY = { critical: "critical", high: "error", medium: "warning", low: "info" } as const;

/**
 * PagerDuty's Events API v2. The incident's id is the deduplication key: what is told twice is one alert, and a resolved incident
 * resolves it. A digest is one event an incident, as an alert cannot stand for several.
 */
export const pagerduty = channelKind({
  kind: "pagerduty",
  title: "PagerDuty",
  settings: z.object({ url: z.url().default("https://events.pagerduty.com/v2/enqueue") }),
  secrets: z.object({ routingKey: z.string().min(1) }),
  async send(message, { settings, secrets, post }) {
    for (const one of message.told) {
      const event = {
        routing_key: secrets.routingKey,
        event_action: one.kind === "incident.resolved" ? "resolve" : "trigger",
        dedup_key: one.incident.id,
        client: "stanch",
        client_url: one.url,
        payload: {
          summary: sentence(one).slice(0, 1024),
          source: one.incident.firstPlace.slice(0, 250),
          severity: SEVERITY[one.incident.severity],
          timestamp: one.at,
          class: one.incident.detector,
          custom_details: Object.fromEntries(facts(one)),
        },
        links: [{ href: one.url, text: "Incident" }],
      };
      accepted("PagerDuty", await post(settings.url, { body: event }));
    }
    return undefined;
  },
});
