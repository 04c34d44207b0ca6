import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{11}", seed);
export const checkvistApiKey: Detector = {
  id: "checkvist-api-key",
  title: "Checkvist OpenAPI key",
  provider: "checkvist",
  category: "productivity",
  severity: "medium",
  opens: "With the owner's address it reads and changes all the owner's lists.",
  keywords: ["checkvist"],
  pattern: named("checkvist", "(?:open[_.-]?)?(?:api|remote|access|auth)?[_.-]?(?:key|token)", `${MIXED}[A-Za-z0-9]{14}`),
  entropy: 2.8,
  confidence: 0.72,
  examples: [...shown("CHECKVIST_API_KEY", make), `https://checkvist.com/auth/login.json?username=a@acme.io&remote_key=${make(13)}`],
  counterExamples: [...nearMisses("CHECKVIST_API_KEY", make), `CHECKVIST_LIST=${make(31)}`],
  references: ["https://checkvist.com/auth/api"],
  revoke: "https://checkvist.com/auth/profile > OpenAPI key > Reset",
};
