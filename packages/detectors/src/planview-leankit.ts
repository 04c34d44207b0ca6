import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{128}", seed);
export const planviewLeankitApiToken: Detector = {
  id: "planview-leankit-api-token",
  title: "Planview AgilePlace (LeanKit) API token",
  provider: "planview-leankit",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the boards and cards that the owner sees.",
  keywords: ["leankit", "agileplace"],
  pattern: named("leankit|agileplace", KEY, "[0-9a-f]{128}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.leankit\.com(?![A-Za-z0-9-])/, withinBytes: 512 }],
  examples: [...shown("LEANKIT_API_TOKEN", make), `leankit:\n  token: ${make(31)}\n`, `AGILEPLACE_TOKEN=${make(13)}\n`],
  counterExamples: [...unnamed("LEANKIT_API_TOKEN", make), `LEANKIT_BOARD=${make(20)}\n`],
  references: ["https://success.planview.com/Planview_AgilePlace/API"],
  revoke: "https://{account}.leankit.com/account/api > Revoke",
};
