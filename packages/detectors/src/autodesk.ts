import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{13}", seed);
export const autodeskClientSecret: Detector = {
  id: "autodesk-client-secret",
  title: "Autodesk Platform Services client secret",
  provider: "autodesk",
  category: "saas",
  severity: "high",
  opens: "With the client ID it gets tokens of the app: reads and changes drawings and models that the app may reach.",
  keywords: ["autodesk", "forge_client", "forgeclient", "aps_client", "adsk_client"],
  pattern: named(
    "autodesk|(?:forge|aps|adsk)(?=[_.-]?client[_.-]?secret)",
    "(?:client|consumer|app|api|forge|aps)?[_.-]?secret",
    `${MIXED}(?:[A-Za-z0-9]{16}|[A-Za-z0-9]{64})`,
  ),
  entropy: 2.9,
  confidence: 0.75,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])(?:[A-Za-z0-9]{32}|[A-Za-z0-9]{48})(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("FORGE_CLIENT_SECRET", make),
    ...shown("AUTODESK_SECRET", make),
    `APS_CLIENT_ID=${fake("[A-Za-z0-9]{48}", 13)}\nAPS_CLIENT_SECRET=${fake("[a-z][A-Z][0-9][A-Za-z0-9]{61}", 14)}\n`,
    `adsk_client_secret = '${make(15)}'\n`,
  ],
  counterExamples: [
    ...nearMisses("FORGE_CLIENT_SECRET", make),
    `FORGE_CLIENT_ID=${make(31)}`, // the public half
    `FORGE_API_SECRET=${make(33)}`, // another Forge
  ],
  references: ["https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/App-types/"],
  revoke: "https://aps.autodesk.com/hubs > Applications > the app > Regenerate client secret",
};
