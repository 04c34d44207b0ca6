import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{31}k7", seed);

export const whoxyApiKey: Detector = {
  id: "whoxy-api-key",
  title: "Whoxy API key",
  provider: "whoxy",
  category: "security",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["whoxy"],
  pattern: named("whoxy", KEY, `${LOWER_MIXED}[a-z0-9]{33}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("WHOXY_API_KEY", make)],
  counterExamples: [
    ...unlike("WHOXY_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `whoxy checksum ${make(21)}`,
  ],
  references: ["https://www.whoxy.com/whois-api/"],
  revoke: "https://www.whoxy.com/account/api.php > Reset",
};
