import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("tk-us-[A-Za-z0-9_-]{47}[A-Za-z0-9]", seed);

export const scalingoApiToken: Detector = {
  id: "scalingo-api-token",
  title: "Scalingo API token",
  provider: "scalingo",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: deploys apps and reads their environment with its secrets.",
  prefixes: ["tk-us-"],
  pattern: alone("tk-us-[A-Za-z0-9_-]{48}"),
  entropy: 4.0,
  confidence: 0.96,
  examples: [...shown("SCALINGO_API_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("SCALINGO_API_TOKEN", "tk-us-", make),
    `SCALINGO_API_TOKEN=${fake("tk-us-[A-Za-z0-9]{30}", 20)}`,
    `SCALINGO_API_TOKEN=${fake("tk-xx-[A-Za-z0-9]{48}", 21)}`,
  ],
  references: ["https://developers.scalingo.com/index#authentication"],
  revoke: "https://dashboard.scalingo.com/account/tokens > Delete",
};
