import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{39}[A-Z][a-z]7", seed);

export const skrappApiKey: Detector = {
  id: "skrapp-api-key",
  title: "Skrapp.io API key",
  provider: "skrapp",
  category: "email",
  severity: "medium",
  opens: "Looks up addresses with the owner's credits.",
  keywords: ["skrapp"],
  pattern: named("skrapp", KEY, `${MIXED}[A-Za-z0-9]{42}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SKRAPP_API_KEY", make)],
  counterExamples: [
    ...unlike("SKRAPP_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `skrapp checksum ${make(21)}`,
  ],
  references: ["https://skrapp.io/api"],
  revoke: "https://skrapp.io/account > API > Regenerate",
};
