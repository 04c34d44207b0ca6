import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("hawk.[A-Za-z0-9]{18}Z7.[A-Za-z0-9]{18}Z7", seed);

export const stackhawkApiKey: Detector = {
  id: "stackhawk-api-key",
  title: "StackHawk API key",
  provider: "stackhawk",
  category: "security",
  severity: "high",
  opens: "Starts scans in the organisation and reads their findings, so the weak points of its applications.",
  prefixes: ["hawk."],
  pattern: alone(String.raw`hawk\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}`),
  entropy: 3.6,
  confidence: 0.95,
  examples: [...shown("HAWK_API_KEY", make), `hawk init --api-key=${make(13)}\n`],
  counterExamples: [
    ...unlike("HAWK_API_KEY", "hawk.", make),
    `hawk.yml.${fake("[a-z]{20}", 20)}`,
    `HAWK_API_KEY=${fake("hawk.[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://docs.stackhawk.com/web-app/#user-settings"],
  revoke: "https://app.stackhawk.com/settings/apikeys > Delete",
};
