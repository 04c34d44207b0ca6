import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pk.[0-9a-f]{32}", seed);
export const locationiqAccessToken: Detector = {
  id: "locationiq-access-token",
  title: "LocationIQ access token",
  provider: "locationiq",
  category: "geo",
  severity: "low",
  opens: "Spends the owner's quota of geocoding and map requests; it reads nothing of the account and often stands in web pages.",
  keywords: ["locationiq"],
  pattern: alone(String.raw`pk\.[0-9a-f]{32}`),
  window: { before: 192, after: 192 },
  entropy: 3,
  confidence: 0.85,
  examples: [...shown("LOCATIONIQ_ACCESS_TOKEN", make), `curl "https://us1.locationiq.com/v1/search?key=${make(13)}&q=Oslo&format=json"`],
  counterExamples: [
    ...unlike("LOCATIONIQ_ACCESS_TOKEN", "pk.", make),
    `LOCATIONIQ_KEY=sk.${fake("[0-9a-f]{32}", 20)}`,
    `locationiq ${fake("[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://docs.locationiq.com/docs/authentication"],
  revoke: "https://my.locationiq.com/dashboard > API access tokens > Delete",
};
