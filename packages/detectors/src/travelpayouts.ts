import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const travelpayoutsApiToken: Detector = {
  id: "travelpayouts-api-token",
  title: "Travelpayouts API token",
  provider: "travelpayouts",
  category: "marketing",
  severity: "medium",
  opens: "Reads the partner's statistics and balance and asks for prices at its quota.",
  keywords: ["travelpayouts"],
  pattern: named("travelpayouts", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("TRAVELPAYOUTS_TOKEN", make)],
  counterExamples: [
    ...unlike("TRAVELPAYOUTS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `travelpayouts checksum ${make(21)}`,
  ],
  references: ["https://support.travelpayouts.com/hc/en-us/articles/13058717386002-API-token"],
  revoke: "https://app.travelpayouts.com/profile/api-token > Regenerate",
};
