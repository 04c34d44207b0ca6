import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{128}";
const make = (seed: number): string => fake(SHAPE, seed);
export const instamojoClientSecret: Detector = {
  id: "instamojo-client-secret",
  title: "Instamojo client secret",
  provider: "instamojo",
  category: "payment",
  severity: "critical",
  opens: "With the client id it gets tokens of the account: makes payment links and refunds, and reads buyers' data.",
  keywords: ["instamojo"],
  pattern: named("instamojo", "(?:(?:api|client|app|oauth)[_.-]?)?secret(?:[_.-]?key)?", MIXED + SHAPE),
  entropy: 4.3,
  confidence: 0.85,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{40}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("INSTAMOJO_CLIENT_SECRET", make),
    `INSTAMOJO_CLIENT_ID=${fake("[A-Za-z0-9]{40}", 13)}\nINSTAMOJO_CLIENT_SECRET=${make(14)}\n`,
  ],
  counterExamples: [...nearMisses("INSTAMOJO_CLIENT_SECRET", make), `INSTAMOJO_CLIENT_ID=${fake("[A-Za-z0-9]{40}", 20)}`],
  references: ["https://docs.instamojo.com/reference/generate-access-token-application-based-authentication"],
  revoke: "https://www.instamojo.com/integrations > API keys > Regenerate",
};
