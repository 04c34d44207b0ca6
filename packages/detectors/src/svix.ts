import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk_[A-Za-z0-9_-]{29}Zq7.eu", seed);

export const svixApiToken: Detector = {
  id: "svix-api-token",
  title: "Svix API token",
  provider: "svix",
  category: "cloud",
  severity: "high",
  opens: "Reads and changes the webhooks of the environment's customers and sends messages to them.",
  keywords: ["svix"],
  pattern: named("svix", KEY, String.raw`(?:test)?sk_[A-Za-z0-9_-]{28,60}(?:\.(?:us|eu|in|ca|au))?`),
  entropy: 3.6,
  confidence: 0.85,
  examples: [...shown("SVIX_TOKEN", make), `SVIX_AUTH_TOKEN=${fake("testsk_[A-Za-z0-9_-]{29}Zq7.us", 13)}\n`],
  counterExamples: [
    ...unlike("SVIX_TOKEN", "", make, 10),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `svix checksum ${make(21)}`,
  ],
  references: ["https://docs.svix.com/quickstart"],
  revoke: "https://dashboard.svix.com > API access > Expire key",
};
