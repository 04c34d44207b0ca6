import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("live_[0-9a-f]{64}", seed);
export const kickboxApiKey: Detector = {
  id: "kickbox-api-key",
  title: "Kickbox API key",
  provider: "kickbox",
  category: "email",
  severity: "low",
  opens: "Checks mail addresses at the account's cost; it sends none.",
  // Test keys answer from made-up data.
  keywords: ["kickbox"],
  pattern: named("kickbox", KEY, "(?:live_)?[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.8,
  examples: [...shown("KICKBOX_API_KEY", make), `https://api.kickbox.com/v2/verify?email=$M&apikey=${make(13)}`],
  counterExamples: [...nearMisses("KICKBOX_API_KEY", make, 6), `KICKBOX_API_KEY=test_${fake("[0-9a-f]{64}", 20)}`],
  references: ["https://docs.kickbox.com/docs"],
  revoke: "https://app.kickbox.com > API > Keys > Delete",
};
