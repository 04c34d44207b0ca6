import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{20}", seed);

export const uploadcareSecretKey: Detector = {
  id: "uploadcare-secret-key",
  title: "Uploadcare secret key",
  provider: "uploadcare",
  category: "storage",
  severity: "high",
  opens: "With the public key it reads and deletes all files of the project and signs uploads.",
  keywords: ["uploadcare"],
  pattern: named("uploadcare", "(?:secret|private)(?:[_.-]?key)?", "[0-9a-f]{20}"),
  entropy: 2.6,
  confidence: 0.65,
  companions: [{ name: "publicKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{20}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("UPLOADCARE_SECRET_KEY", make),
    `UPLOADCARE_PUBLIC_KEY=${fake("[0-9a-f]{20}", 13)}\nUPLOADCARE_SECRET_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("UPLOADCARE_SECRET_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `uploadcare checksum ${make(21)}`,
    `UPLOADCARE_PUBLIC_KEY=${make(22)}`, // public by design
  ],
  references: ["https://uploadcare.com/docs/security/"],
  revoke: "https://app.uploadcare.com > the project > API keys > Delete secret key",
};
