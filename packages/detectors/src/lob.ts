import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const live = (seed: number): string => fake("live_[0-9a-f]{35}", seed);
const test = (seed: number): string => fake("test_[0-9a-f]{35}", seed);
const WORD = "lob(?=[_.-]?(?:api|live|test|secret|key|com|client))";
// Three letters that end other words: they count only before what a key is called.
const KEYWORDS = ["lob_api", "lobapi", "lob-api", "lob.com", "lob_live", "lob_test", "lob_secret", "lob_key", "api.lob"];
const REFERENCES = ["https://docs.lob.com/#tag/Authentication"];
export const lobLiveApiKey: Detector = {
  id: "lob-live-api-key",
  title: "Lob live API key",
  provider: "lob",
  category: "messaging",
  severity: "high",
  opens: "Prints and posts letters and cheques at the owner's cost, and reads recipients' addresses and bank accounts' metadata.",
  keywords: KEYWORDS,
  pattern: named(WORD, "(?:(?:api|secret|live|access|prod)[_.-]?){0,3}key", "live_[0-9a-f]{35}"),
  entropy: 3.2,
  confidence: 0.92,
  examples: [...shown("LOB_API_KEY", live), `LOB_LIVE_KEY=${live(13)}\n`, `# lob.com\nlob.api_key = "${live(14)}"\n`],
  counterExamples: [
    ...nearMisses("LOB_API_KEY", live),
    `LOB_API_KEY=${test(20)}`, // posts nothing
    `BLOB_API_KEY=${live(21)}`,
    `LOB_PUBLISHABLE=${fake("live_pub_[0-9a-f]{31}", 22)}`, // public by design
  ],
  references: REFERENCES,
  revoke: "https://dashboard.lob.com/settings/api-keys > Rotate",
};

export const lobTestApiKey: Detector = {
  id: "lob-test-api-key",
  title: "Lob test API key",
  provider: "lob",
  category: "messaging",
  severity: "low",
  opens: "The test environment alone: nothing is printed or posted.",
  keywords: KEYWORDS,
  pattern: named(WORD, "(?:(?:api|secret|test|access|dev)[_.-]?){0,3}key", "test_[0-9a-f]{35}"),
  entropy: 3.2,
  confidence: 0.92,
  examples: [...shown("LOB_API_KEY", test), `LOB_TEST_KEY=${test(13)}\n`, `lob-api:\n  api_key: ${test(14)}\n`],
  counterExamples: [...nearMisses("LOB_API_KEY", test), `LOB_API_KEY=${live(20)}`, `GLOB_API_KEY=${test(21)}`],
  references: REFERENCES,
  revoke: "https://dashboard.lob.com/settings/api-keys > Rotate",
};
