import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("EZAK[A-Za-z0-9]{54}", seed);

export const easypostApiKey: Detector = {
  id: "easypost-api-key",
  title: "EasyPost production API key",
  provider: "easypost",
  category: "ecommerce",
  severity: "high",
  opens: "Buys labels at the owner's cost and reads the addresses of shipments.",
  prefixes: ["EZAK"],
  pattern: alone("EZAK[A-Za-z0-9]{54}"),
  entropy: 4.0,
  confidence: 0.96,
  examples: [...shown("EASYPOST_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("EASYPOST_API_KEY", "EZAK", make),
    `EASYPOST_API_KEY=${fake("EZTK[A-Za-z0-9]{54}", 20)}`,
    `EASYPOST_API_KEY=${fake("EZAK[A-Za-z0-9]{30}", 21)}`,
  ],
  references: ["https://docs.easypost.com/docs/authentication"],
  revoke: "https://app.easypost.com/account/api-keys > Disable",
};

const test = (seed: number): string => fake("EZTK[A-Za-z0-9]{54}", seed);
export const easypostTestApiKey: Detector = {
  id: "easypost-test-api-key",
  title: "EasyPost test API key",
  provider: "easypost",
  category: "ecommerce",
  severity: "low",
  opens: "The test mode alone: its labels are void and cost nothing.",
  prefixes: ["EZTK"],
  pattern: alone("EZTK[A-Za-z0-9]{54}"),
  entropy: 4.0,
  confidence: 0.96,
  examples: [...shown("EASYPOST_API_KEY", test), ...sent(test)],
  counterExamples: [
    ...unlike("EASYPOST_API_KEY", "EZTK", test),
    `EASYPOST_API_KEY=${make(20)}`,
    `EASYPOST_API_KEY=${fake("EZTK[A-Za-z0-9]{30}", 21)}`,
  ],
  references: ["https://docs.easypost.com/docs/authentication"],
  revoke: "https://app.easypost.com/account/api-keys > Disable",
};
