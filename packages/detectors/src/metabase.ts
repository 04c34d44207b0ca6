import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("mb_[A-Za-z0-9+/]{43}=", seed);
export const metabaseApiKey: Detector = {
  id: "metabase-api-key",
  title: "Metabase API key",
  provider: "metabase",
  category: "data",
  severity: "critical",
  opens: "Queries, through Metabase, every database that its group may see; in the administrators' group it changes all settings.",
  // 32 random bytes in base64 stand behind mb_, so the equal sign is always there.
  prefixes: ["mb_"],
  pattern: /(?<![A-Za-z0-9_-])mb_[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/,
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("METABASE_API_KEY", make), `curl -H "x-api-key: ${make(13)}" https://metabase.acme.io/api/user`],
  counterExamples: [
    ...unlike("METABASE_API_KEY", "mb_", make),
    `METABASE_API_KEY=${fake("mb_[A-Za-z0-9]{20}", 20)}`,
    `thumb_${fake("[A-Za-z0-9]{43}", 21)}=`,
  ],
  references: ["https://www.metabase.com/docs/latest/people-and-groups/api-keys"],
  revoke: "Admin settings > Authentication > API keys > Delete",
};
