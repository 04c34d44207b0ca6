import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("cs_[0-9a-f]{40}", seed);

export const woocommerceConsumerSecret: Detector = {
  id: "woocommerce-consumer-secret",
  title: "WooCommerce REST API consumer secret",
  provider: "woocommerce",
  category: "ecommerce",
  severity: "high",
  opens: "With the consumer key, which is often beside it, it reads and changes the shop's orders, customers and products.",
  keywords: ["woocommerce", "woo_", "consumer_secret", "consumersecret", "wc-api", "wc_consumer"],
  // `cs_` alone stands in too many names to be searched for.
  pattern: alone("cs_[0-9a-f]{40}"),
  window: { before: 192, after: 192 },
  entropy: 3.3,
  confidence: 0.9,
  companions: [{ name: "consumerKey", pattern: /(?<![A-Za-z0-9_])ck_[0-9a-f]{40}(?![0-9a-f])/, withinBytes: 256 }],
  examples: [
    ...shown("WOOCOMMERCE_CONSUMER_SECRET", make),
    `const api = new WooCommerceRestApi({\n  consumerKey: "${fake("ck_[0-9a-f]{40}", 13)}",\n  consumerSecret: "${make(14)}",\n});`,
    `https://shop.acme.io/wp-json/wc/v3/orders?consumer_key=${fake("ck_[0-9a-f]{40}", 15)}&consumer_secret=${make(16)}`,
    `WOO_SECRET=${make(17)}\n`,
    `wc-api ${make(18)}\n`,
    `WC_CONSUMER_SECRET=${make(19)}\n`,
  ],
  counterExamples: [
    ...unlike("WOOCOMMERCE_CONSUMER_SECRET", "cs_", make),
    `WOOCOMMERCE_CONSUMER_KEY=${fake("ck_[0-9a-f]{40}", 20)}`, // the id
    `CHECKOUT=${make(21)}`, // nothing names the shop
    `WOOCOMMERCE_CONSUMER_SECRET=${fake("cs_[g-z]{40}", 22)}`,
  ],
  references: ["https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication"],
  revoke: "WooCommerce > Settings > Advanced > REST API > Revoke",
};
