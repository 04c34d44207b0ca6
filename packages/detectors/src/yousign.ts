import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const yousignApiKey: Detector = {
  id: "yousign-api-key",
  title: "Yousign API key",
  provider: "yousign",
  category: "identity",
  severity: "high",
  opens: "Sends documents to be signed in the owner's name and reads those that were.",
  keywords: ["yousign"],
  pattern: named("yousign", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("YOUSIGN_API_KEY", make)],
  counterExamples: [
    ...unlike("YOUSIGN_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `yousign checksum ${make(21)}`,
  ],
  references: ["https://developers.yousign.com/docs/authentication"],
  revoke: "https://yousign.app/auth/integrations/api-keys > Delete",
};
