import { type Detector, fake } from "@stanch/model";
import { TOKEN_JWT, nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ[A-Za-z0-9_-]{70}.eyJ[A-Za-z0-9_-]{420}.[A-Za-z0-9_-]{682}A", seed);
export const hygraphPermanentAuthToken: Detector = {
  id: "hygraph-permanent-auth-token",
  title: "Hygraph (GraphCMS) permanent auth token",
  provider: "hygraph",
  category: "saas",
  severity: "high",
  opens: "Reads and, as its permissions allow, changes all content of the project, drafts too.",
  keywords: ["hygraph", "graphcms"],
  pattern: named("hygraph|graphcms", KEY, TOKEN_JWT),
  window: { before: 96, after: 2048 },
  entropy: 4.5,
  confidence: 0.8,
  examples: [...shown("HYGRAPH_TOKEN", make), `GRAPHCMS_TOKEN=${make(13)}`],
  counterExamples: [...nearMisses("HYGRAPH_TOKEN", make)],
  references: ["https://hygraph.com/docs/api-reference/basics/authorization"],
  revoke: "https://app.hygraph.com > the project > Settings > API access > Permanent auth tokens > Delete",
};
