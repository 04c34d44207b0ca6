import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const statuspageApiKey: Detector = {
  id: "statuspage-api-key",
  title: "Statuspage API key",
  provider: "statuspage",
  category: "monitoring",
  severity: "medium",
  opens: "Changes the public status page and its incidents and reads its subscribers' addresses.",
  keywords: ["statuspage"],
  pattern: named("statuspage", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("STATUSPAGE_API_KEY", make)],
  counterExamples: [
    ...unlike("STATUSPAGE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `statuspage checksum ${make(21)}`,
  ],
  references: ["https://developer.statuspage.io/#section/Authentication"],
  revoke: "https://manage.statuspage.io > API info > Regenerate",
};
