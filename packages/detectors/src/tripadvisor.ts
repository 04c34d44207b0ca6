import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-F]{32}", seed);

export const tripadvisorApiKey: Detector = {
  id: "tripadvisor-api-key",
  title: "Tripadvisor Content API key",
  provider: "tripadvisor",
  category: "geo",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["tripadvisor", "trip_advisor"],
  pattern: named("trip[_-]?advisor", KEY, "[0-9A-F]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("TRIPADVISOR_API_KEY", make), `trip_advisor_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("TRIPADVISOR_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tripadvisor checksum ${make(21)}`,
  ],
  references: ["https://tripadvisor-content-api.readme.io/reference/overview"],
  revoke: "https://www.tripadvisor.com/developers > API keys > Delete",
};
