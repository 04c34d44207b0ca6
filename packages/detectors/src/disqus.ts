import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
export const disqusApiSecret: Detector = {
  id: "disqus-api-secret",
  title: "Disqus API secret key",
  provider: "disqus",
  category: "marketing",
  severity: "medium",
  opens: "With it the application calls the API: reads and moderates comments where its owner is a moderator.",
  // The public key has the same shape, so only a name that says secret counts.
  keywords: ["disqus"],
  pattern: named("disqus", "(?:api[_.-]?)?(?:secret(?:[_.-]?key)?|private[_.-]?(?:key|token))", MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("DISQUS_API_SECRET", make), `https://disqus.com/api/3.0/threads/list.json?api_secret=${make(13)}&limit=1`],
  counterExamples: [...nearMisses("DISQUS_API_SECRET", make), `DISQUS_PUBLIC_KEY=${make(20)}`],
  references: ["https://disqus.com/api/docs/auth/"],
  revoke: "https://disqus.com/api/applications/ > the application > Regenerate keys",
};
