import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+]{67}=", seed);
export const getgistApiKey: Detector = {
  id: "getgist-api-key",
  title: "Gist (getgist.com) API key",
  provider: "getgist",
  category: "crm",
  severity: "high",
  opens: "Reads and changes contacts and conversations of the workspace.",
  keywords: ["getgist"],
  pattern: named("getgist", KEY, "[A-Za-z0-9+/]{66,68}={0,2}"),
  entropy: 4,
  confidence: 0.8,
  examples: [
    ...shown("GETGIST_API_KEY", make),
    `curl -H "Authorization: Bearer $K" https://api.getgist.com/contacts\ngetgist_token=${make(13)}\n`,
  ],
  counterExamples: [...nearMisses("GETGIST_API_KEY", make, 4)],
  references: ["https://developers.getgist.com/api/"],
  revoke: "https://app.getgist.com > Settings > API key > Regenerate",
};
