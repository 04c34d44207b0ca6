import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const zenrowsApiKey: Detector = {
  id: "zenrows-api-key",
  title: "ZenRows API key",
  provider: "zenrows",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["zenrows", "zen_rows"],
  pattern: named("zen[_-]?rows", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("ZENROWS_API_KEY", make), `zen_rows_key: ${make(30)}\n`, `client = ZenRowsClient(api_key='${make(13)}')`],
  counterExamples: [
    ...unlike("ZENROWS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zenrows checksum ${make(21)}`,
  ],
  references: ["https://docs.zenrows.com/api-reference"],
  revoke: "https://app.zenrows.com/settings/account > Regenerate",
};
