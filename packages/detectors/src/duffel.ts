import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("duffel_live_[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);

export const duffelApiToken: Detector = {
  id: "duffel-api-token",
  title: "Duffel live API token",
  provider: "duffel",
  category: "data",
  severity: "high",
  opens: "Books and cancels flights at the owner's cost and reads passengers' data.",
  prefixes: ["duffel_live_"],
  pattern: alone("duffel_live_[A-Za-z0-9_-]{43}"),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("DUFFEL_ACCESS_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("DUFFEL_ACCESS_TOKEN", "duffel_live_", make),
    `DUFFEL_ACCESS_TOKEN=${fake("duffel_test_[A-Za-z0-9]{43}", 20)}`,
    `DUFFEL_ACCESS_TOKEN=${fake("duffel_live_[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://duffel.com/docs/api/overview/making-requests"],
  revoke: "https://app.duffel.com > Developers > Access tokens > Revoke",
};
