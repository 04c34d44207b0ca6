import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const speechmaticsApiKey: Detector = {
  id: "speechmatics-api-key",
  title: "Speechmatics API key",
  provider: "speechmatics",
  category: "ai",
  severity: "medium",
  opens: "Transcribes speech at the owner's cost and reads the transcripts of past jobs.",
  keywords: ["speechmatics"],
  pattern: named("speechmatics", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SPEECHMATICS_API_KEY", make)],
  counterExamples: [
    ...unlike("SPEECHMATICS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `speechmatics checksum ${make(21)}`,
  ],
  references: ["https://docs.speechmatics.com/get-started/authentication"],
  revoke: "https://portal.speechmatics.com/settings/api-keys > Delete",
};
