import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][0-9][a-z0-9]{38}", seed);
export const beeboleApiToken: Detector = {
  id: "beebole-api-token",
  title: "BeeBole API token",
  provider: "beebole",
  category: "productivity",
  severity: "medium",
  opens: "Acts as its owner: reads and changes time sheets and people of the company.",
  keywords: ["beebole"],
  pattern: named("beebole", SET_KEY, `(?:${UUID}|${LOWER_MIXED}[a-z0-9]{40})`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [
    ...shown("BEEBOLE_API_TOKEN", make),
    `BEEBOLE_KEY=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 13)}\n`,
  ],
  counterExamples: [...nearMisses("BEEBOLE_API_TOKEN", make), `BEEBOLE_PERSON=${make(31)}`],
  references: ["https://beebole.com/help/api/"],
  revoke: "https://beebole-apps.com > My account > API token > Reset",
};
