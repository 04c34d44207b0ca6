import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("API-[A-Z0-9]{25}7", seed);

export const octopusApiKey: Detector = {
  id: "octopus-deploy-api-key",
  title: "Octopus Deploy API key",
  provider: "octopus-deploy",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner on that server: deploys and reads variables, which hold other secrets.",
  prefixes: ["API-"],
  pattern: alone("API-(?=[A-Z0-9]{0,26}[0-9])(?=[A-Z0-9]{0,26}[A-Z])[A-Z0-9]{26}"),
  entropy: 3.7,
  confidence: 0.9,
  examples: [...shown("OCTOPUS_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("OCTOPUS_API_KEY", "API-", make),
    `OCTOPUS_API_KEY=${fake("API-[A-Z]{26}", 20)}`,
    `OCTOPUS_API_KEY=${fake("API-[a-z0-9]{26}", 21)}`,
  ],
  references: ["https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key"],
  revoke: "Profile > My API keys > Revoke",
};
