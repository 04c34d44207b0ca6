import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const censysApiSecret: Detector = {
  id: "censys-api-secret",
  title: "Censys API secret",
  provider: "censys",
  category: "security",
  severity: "medium",
  opens: "With the API ID it searches at the account's cost and reads what the organisation watches.",
  keywords: ["censys"],
  pattern: named("censys", "(?:api)?[_.-]?secret(?:[_.-]?key)?", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.8,
  companions: [
    { name: "apiId", pattern: /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])/, withinBytes: 192 },
  ],
  examples: [
    ...shown("CENSYS_API_SECRET", make),
    `CENSYS_API_ID=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 13)}\nCENSYS_API_SECRET=${make(14)}\n`,
  ],
  counterExamples: [...nearMisses("CENSYS_API_SECRET", make), `CENSYS_API_ID=${make(31)}`],
  references: ["https://search.censys.io/api"],
  revoke: "https://search.censys.io/account/api > Reset my API secret",
};
