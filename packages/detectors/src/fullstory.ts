import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("na1.[A-Za-z0-9+/]{80}", seed);
const old = (seed: number): string => fake("[A-Za-z0-9+/]{85}[A-Za-z0-9]==", seed);
const NAME = "(?:(?:api|server|auth|access)[_.-]?)?(?:key|token)";
export const fullstoryApiKey: Detector = {
  id: "fullstory-api-key",
  title: "Fullstory API key",
  provider: "fullstory",
  category: "marketing",
  severity: "high",
  opens: "Reads recorded sessions, events and users, and as an administrator's key deletes them.",
  rules: [
    {
      keywords: ["fullstory"],
      pattern: named("fullstory", NAME, "(?:(?:na1|eu1)[.][A-Za-z0-9+/]{20,200}={0,2}|[A-Za-z0-9+/]{86}==)"),
      entropy: 3.8,
      confidence: 0.85,
    },
    {
      // Host names open so too: a long run of all kinds of characters must follow.
      id: "bare",
      prefixes: ["na1.", "eu1."],
      pattern: alone(`(?:na1|eu1)[.]${MIXED}[A-Za-z0-9+/]{60,200}={0,2}`),
      entropy: 4,
      confidence: 0.85,
    },
  ],
  examples: [
    ...shown("FULLSTORY_API_KEY", make),
    `FULLSTORY_API_KEY=${old(13)}\n`,
    `fullstory = { apiKey: "${fake("eu1.[A-Za-z0-9+/]{70}", 14)}==" }`,
  ],
  counterExamples: [
    `FULLSTORY_API_KEY=\${FULLSTORY_API_KEY}`,
    `FULLSTORY_API_KEY=na1.${"x".repeat(80)}`,
    `FULLSTORY_API_KEY=${old(20).slice(1)}`,
    `FULLSTORY_ORG_ID=o-${fake("[0-9A-Z]{5}", 21)}-na1`, // public: it stands in pages
    `https://na1.example-hosts.test/${fake("[0-9a-f]{64}", 22)}`,
  ],
  references: ["https://developer.fullstory.com/server/authentication/"],
  revoke: "https://app.fullstory.com > Settings > Integrations > API keys > Delete",
};
