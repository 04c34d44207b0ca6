import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const lemlistApiKey: Detector = {
  id: "lemlist-api-key",
  title: "lemlist API key",
  provider: "lemlist",
  category: "email",
  severity: "high",
  opens: "Reads leads, changes campaigns and so sends mail from the team's accounts.",
  keywords: ["lemlist"],
  pattern: named("lemlist", KEY, SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("LEMLIST_API_KEY", make), `curl --user ":$K" https://api.lemlist.com/api/team\nlemlist_key=${make(13)}\n`],
  counterExamples: [...nearMisses("LEMLIST_API_KEY", make)],
  references: ["https://developer.lemlist.com/"],
  revoke: "https://app.lemlist.com/settings/integrations > API keys > Delete",
};
