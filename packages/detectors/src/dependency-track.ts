import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("odt_[A-Za-z0-9]{32}", seed);
export const dependencyTrackApiKey: Detector = {
  id: "dependency-track-api-key",
  title: "Dependency-Track API key",
  provider: "dependency-track",
  category: "security",
  severity: "high",
  opens: "Acts as its team: reads what the company's software is made of and where it is weak, and changes it, as the team may.",
  prefixes: ["odt_"],
  pattern: alone("odt_(?:[A-Za-z0-9]{8}_)?[A-Za-z0-9]{32,40}"),
  entropy: 3.6,
  confidence: 0.95,
  examples: [
    ...shown("DTRACK_API_KEY", make),
    `curl https://dtrack.acme.io/api/v1/project -H "X-Api-Key: ${fake("odt_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}", 13)}"`,
  ],
  counterExamples: [
    ...unlike("DTRACK_API_KEY", "odt_", make),
    `dtrack codt_${fake("[A-Za-z0-9]{32}", 31)}`,
    `odt_${fake("[A-Za-z0-9]{16}", 33)}`,
  ],
  references: ["https://docs.dependencytrack.org/integrations/rest-api/"],
  revoke: "Dependency-Track > Administration > Access management > Teams > the team > API keys > delete the key",
};
