import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{72}Zq7", seed);

export const snipcartSecretKey: Detector = {
  id: "snipcart-secret-key",
  title: "Snipcart secret API key",
  provider: "snipcart",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes the shop's orders, customers and products.",
  keywords: ["snipcart"],
  // The public key has the same shape: the name must say that it is the other.
  pattern: named("snipcart", "(?:secret|private)[_.-]?(?:api[_.-]?)?key", `${URL_MIXED}[A-Za-z0-9_]{75}`),
  entropy: 4,
  confidence: 0.75,
  examples: [...shown("SNIPCART_SECRET_KEY", make)],
  counterExamples: [
    ...unlike("SNIPCART_SECRET_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `snipcart checksum ${make(21)}`,
    `SNIPCART_API_KEY=${make(22)}`, // public by design
    `SNIPCART_PUBLIC_API_KEY=${make(23)}`, // as is this
  ],
  references: ["https://docs.snipcart.com/v3/api-reference/authentication"],
  revoke: "https://app.snipcart.com/dashboard/account/credentials > Revoke",
};
