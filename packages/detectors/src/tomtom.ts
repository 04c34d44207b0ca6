import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const tomtomApiKey: Detector = {
  id: "tomtom-api-key",
  title: "TomTom API key",
  provider: "tomtom",
  category: "geo",
  severity: "low",
  opens: "Asks for maps and routes at the owner's cost; it stands in many web pages and reads nothing of the account's data.",
  keywords: ["tomtom"],
  pattern: named("tomtom", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TOMTOM_API_KEY", make), `url = "https://api.tomtom.com/map/1/tile/basic/main/0/0/0.png?key=${make(13)}"`],
  counterExamples: [
    ...unlike("TOMTOM_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tomtom checksum ${make(21)}`,
  ],
  references: ["https://developer.tomtom.com/platform/documentation/dashboard/api-key-management"],
  revoke: "https://developer.tomtom.com/user/me/apps > the key > Delete",
};
