import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const todoistApiToken: Detector = {
  id: "todoist-api-token",
  title: "Todoist API token",
  provider: "todoist",
  category: "productivity",
  severity: "medium",
  opens: "Acts as its owner: reads, changes and deletes the owner's tasks and shared projects.",
  keywords: ["todoist"],
  pattern: named("todoist", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("TODOIST_API_TOKEN", make), `api = TodoistAPI(token="${make(13)}")`],
  counterExamples: [
    ...unlike("TODOIST_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `todoist checksum ${make(21)}`,
  ],
  references: ["https://developer.todoist.com/api/v1/#tag/Authorization"],
  revoke: "https://app.todoist.com/app/settings/integrations/developer > Issue a new API token",
};
