import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("shpk[0-9a-f]{60}", seed);

export const shopeePartnerKey: Detector = {
  id: "shopee-partner-key",
  title: "Shopee Open Platform partner key",
  provider: "shopee",
  category: "ecommerce",
  severity: "high",
  opens: "Signs calls in the name of the app; with a shop's access token it reads and changes orders and products.",
  prefixes: ["shpk"],
  pattern: alone("shpk[0-9a-f]{60}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("SHOPEE_PARTNER_KEY", make)],
  counterExamples: [
    ...unlike("SHOPEE_PARTNER_KEY", "shpk", make),
    `SHOPEE_PARTNER_KEY=${fake("shpk[0-9a-f]{30}", 20)}`,
    `"shpkg-${fake("[a-z]{20}", 21)}"`,
  ],
  references: ["https://open.shopee.com/developer-guide/16"],
  revoke: "https://open.shopee.com > App management > the app > Partner key > Reset",
};
