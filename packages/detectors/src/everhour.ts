import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{8}", seed);
export const everhourApiKey: Detector = {
  id: "everhour-api-key",
  title: "Everhour API key",
  provider: "everhour",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes its owner's and, for an administrator, the whole team's times, projects and invoices.",
  keywords: ["everhour"],
  pattern: named("everhour", KEY, "[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{8}"),
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("EVERHOUR_API_KEY", make)],
  counterExamples: [...nearMisses("EVERHOUR_API_KEY", make)],
  references: ["https://everhour.docs.apiary.io/"],
  revoke: "https://app.everhour.com/#/account/profile > Application access > reset the token",
};
