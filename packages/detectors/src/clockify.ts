import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{45}", seed);
export const clockifyApiKey: Detector = {
  id: "clockify-api-key",
  title: "Clockify API key",
  provider: "clockify",
  category: "productivity",
  severity: "medium",
  opens: "Acts as its owner: reads and changes time entries, clients and projects of the workspaces.",
  keywords: ["clockify"],
  pattern: named("clockify", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9+/]{48}`),
  entropy: 4,
  confidence: 0.75,
  examples: [...shown("CLOCKIFY_API_KEY", make), `curl https://api.clockify.me/api/v1/user -H "X-Api-Key: ${make(13)}"`],
  counterExamples: [...nearMisses("CLOCKIFY_API_KEY", make), `CLOCKIFY_WORKSPACE_ID=${fake("[0-9a-f]{24}", 31)}`],
  references: ["https://docs.clockify.me/"],
  revoke: "https://app.clockify.me/user/preferences#advanced > Manage API keys > delete the key",
};
