import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{10}.[A-Za-z0-9]{17}Zq7", seed);

export const shipdayApiKey: Detector = {
  id: "shipday-api-key",
  title: "Shipday API key",
  provider: "shipday",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes orders, drivers and deliveries with customers' addresses.",
  keywords: ["shipday"],
  pattern: named("shipday", KEY, String.raw`[A-Za-z0-9]{10}\.[A-Za-z0-9]{20}`),
  entropy: 3.6,
  confidence: 0.8,
  examples: [...shown("SHIPDAY_API_KEY", make)],
  counterExamples: [
    ...unlike("SHIPDAY_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `shipday checksum ${make(21)}`,
  ],
  references: ["https://docs.shipday.com/reference/authentication"],
  revoke: "https://dispatch.shipday.com > My account > API key > Regenerate",
};
