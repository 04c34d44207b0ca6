import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const pipedreamApiKey: Detector = {
  id: "pipedream-api-key",
  title: "Pipedream API key",
  provider: "pipedream",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: changes workflows, which hold the owner's connected accounts, and reads their events.",
  keywords: ["pipedream"],
  pattern: named("pipedream", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("PIPEDREAM_API_KEY", make), `pipedream:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PIPEDREAM_API_KEY", make), `PIPEDREAM_PROJECT=${make(20)}\n`],
  references: ["https://pipedream.com/docs/rest-api/auth"],
  revoke: "https://pipedream.com/user > API key > Revoke",
};
