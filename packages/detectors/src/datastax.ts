import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("AstraCS:[A-Za-z]{24}:[0-9a-f]{64}", seed);

export const datastaxToken: Detector = {
  id: "datastax-astra-token",
  title: "DataStax Astra application token",
  provider: "datastax",
  category: "database",
  severity: "critical",
  opens: "Reads and changes the organisation's databases, as its role allows.",
  prefixes: ["AstraCS:"],
  pattern: alone("AstraCS:[A-Za-z]{24}:[0-9a-f]{64}"),
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("ASTRA_DB_APPLICATION_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("ASTRA_DB_APPLICATION_TOKEN", "AstraCS:", make),
    `ASTRA_DB_APPLICATION_TOKEN=${fake("AstraCS:[A-Za-z]{24}", 20)}`,
    `ASTRA_DB_APPLICATION_TOKEN=${fake("AstraCS:[A-Za-z]{24}:[g-z]{64}", 21)}`,
  ],
  references: ["https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html"],
  revoke: "https://astra.datastax.com > Settings > Tokens > Delete",
};
