import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{149}[A-Za-z0-9]", seed);
export const borgbaseApiToken: Detector = {
  id: "borgbase-api-token",
  title: "BorgBase API token",
  provider: "borgbase",
  category: "storage",
  severity: "high",
  opens: "Makes, changes and deletes backup repositories and the SSH keys that may write to them, as its level allows.",
  keywords: ["borgbase", "borg_base"],
  pattern: named("borg_?base", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9._/-]{148,152}`),
  window: { before: 120, after: 320 },
  entropy: 4.3,
  confidence: 0.8,
  examples: [...shown("BORGBASE_API_TOKEN", make), `borg_base_token = '${make(13)}'\n`],
  counterExamples: [...nearMisses("BORGBASE_API_TOKEN", make, 5), `BORGBASE_REPO_ID=${fake("[a-z0-9]{8}", 31)}`],
  references: ["https://docs.borgbase.com/api"],
  revoke: "https://www.borgbase.com/account?tab=2 > delete the token",
};
