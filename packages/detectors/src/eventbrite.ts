import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9A-Z]{20}";
const make = (seed: number): string => fake(SHAPE, seed);
export const eventbritePrivateToken: Detector = {
  id: "eventbrite-private-token",
  title: "Eventbrite private token",
  provider: "eventbrite",
  category: "ecommerce",
  severity: "high",
  opens: "Acts as its owner: reads orders and attendees' personal data, and changes events.",
  keywords: ["eventbrite"],
  pattern: named("eventbrite", "(?:(?:api|access|auth|oauth|private|personal|bearer|secret)[_.-]?){0,2}(?:token|key)", UPPER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("EVENTBRITE_PRIVATE_TOKEN", make),
    `https://www.eventbriteapi.com/v3/users/me/?token=${make(13)}`,
    `EVENTBRITE_SECRET_KEY=${make(14)}\n`,
  ],
  counterExamples: [...nearMisses("EVENTBRITE_PRIVATE_TOKEN", make)],
  references: ["https://www.eventbrite.com/platform/docs/authentication"],
  revoke: "https://www.eventbrite.com/account-settings/apps > the key > Delete",
};
