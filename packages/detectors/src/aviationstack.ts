import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const aviationstackAccessKey: Detector = {
  id: "aviationstack-access-key",
  title: "Aviationstack access key",
  provider: "aviationstack",
  category: "data",
  severity: "low",
  opens: "Asks for flight data on the account's quota; it opens nothing of the owner's.",
  keywords: ["aviationstack", "aviation_stack"],
  pattern: named("aviation_?stack", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("AVIATIONSTACK_ACCESS_KEY", make),
    `https://api.aviationstack.com/v1/flights?access_key=${make(13)}`,
    `AVIATION_STACK_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("AVIATIONSTACK_ACCESS_KEY", make), `AVIATIONSTACK_FLIGHT=${make(31)}`],
  references: ["https://aviationstack.com/documentation"],
  revoke: "https://aviationstack.com/dashboard > API access key > Reset",
};
