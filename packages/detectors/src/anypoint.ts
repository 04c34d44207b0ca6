import { type Detector, fake } from "@stanch/model";
import { HEX_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-f][0-9][0-9a-fA-F]{30}", seed);
export const anypointClientSecret: Detector = {
  id: "anypoint-client-secret",
  title: "MuleSoft Anypoint client secret",
  provider: "anypoint",
  category: "saas",
  severity: "high",
  opens: "With the client ID it acts as the connected app or environment: deploys and reads APIs and applications, as its scopes allow.",
  keywords: ["anypoint", "mulesoft"],
  pattern: named("anypoint(?:[_.-]?platform)?|mulesoft", "(?:client|app|env|platform)[_.-]?secret", `${HEX_MIXED}[0-9a-fA-F]{32}`),
  entropy: 3,
  confidence: 0.75,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-fA-F]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("ANYPOINT_CLIENT_SECRET", make),
    `anypoint.platform.client_id=${fake("[0-9a-f]{32}", 13)}\nanypoint.platform.client_secret=${make(14)}\n`,
    `mulesoft_client_secret: '${make(15)}'\n`,
  ],
  counterExamples: [
    ...nearMisses("ANYPOINT_CLIENT_SECRET", make),
    `ANYPOINT_CLIENT_ID=${make(31)}`, // the public half
  ],
  references: ["https://docs.mulesoft.com/access-management/connected-apps-overview"],
  revoke: "https://anypoint.mulesoft.com/accounts > Access management > Connected apps > Reset client secret",
};
