import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const togglApiToken: Detector = {
  id: "toggl-api-token",
  title: "Toggl Track API token",
  provider: "toggl",
  category: "productivity",
  severity: "medium",
  opens: "Acts as its owner: reads and changes the workspace's time entries, clients and projects.",
  keywords: ["toggl_", "togglapi", "toggltrack", "toggl.com"],
  // The word alone opens another that every user interface holds.
  pattern: named("toggl", "(?:track[_.-]?)?(?:api[_.-]?)?(?:token|key)", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("TOGGL_API_TOKEN", make),
    `toggltrack_api_token: ${make(31)}\n`,
    `# https://api.track.toggl.com/api/v9/me\nTOGGL_TOKEN=${make(13)}\n`,
  ],
  counterExamples: [
    ...unlike("TOGGL_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `toggl checksum ${make(21)}`,
  ],
  references: ["https://engineering.toggl.com/docs/authentication"],
  revoke: "https://track.toggl.com/profile > API token > Reset",
};
