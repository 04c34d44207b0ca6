import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pts_[a-z2-7]{31}5", seed);
export const pangeaServiceToken: Detector = {
  id: "pangea-service-token",
  title: "Pangea service token",
  provider: "pangea",
  category: "security",
  severity: "high",
  opens: "Calls the services it was made for: audit log, vault, user management or redaction of the project.",
  prefixes: ["pts_"],
  pattern: alone("pts_(?=[a-z]{0,31}[2-7])[a-z2-7]{32}"),
  entropy: 3.6,
  confidence: 0.93,
  examples: [...shown("PANGEA_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("PANGEA_TOKEN", "pts_", make),
    `PANGEA_TOKEN=${fake("pts_[a-z]{32}", 20)}`,
    `opts_${fake("[a-z2-7]{32}", 21)}`,
  ],
  references: ["https://pangea.cloud/docs/admin-guide/tokens"],
  revoke: "https://console.pangea.cloud > Project > Tokens > Delete or rotate",
};
