import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{83}[A-Z][a-z]7", seed);

export const signaturitAccessToken: Detector = {
  id: "signaturit-access-token",
  title: "Signaturit access token",
  provider: "signaturit",
  category: "identity",
  severity: "high",
  opens: "Sends documents to be signed and reads those that were, with their signers' data.",
  keywords: ["signaturit"],
  pattern: named("signaturit", KEY, `${MIXED}[A-Za-z0-9]{86}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SIGNATURIT_ACCESS_TOKEN", make)],
  counterExamples: [
    ...unlike("SIGNATURIT_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `signaturit checksum ${make(21)}`,
  ],
  references: ["https://docs.signaturit.com/"],
  revoke: "https://app.signaturit.com > Integrations > API > Delete",
};
