import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk_[0-9a-f]{45}", seed);
export const commercejsSecretKey: Detector = {
  id: "commercejs-secret-key",
  title: "Commerce.js (Chec) secret key",
  provider: "commercejs",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes products, orders and customers of the shop.",
  keywords: ["commercejs", "commerce_js", "chec_", "checsecret"],
  pattern: named("commerce_?js|chec", SET_KEY, "sk_(?:test_)?[0-9a-f]{40,45}"),
  entropy: 3.3,
  confidence: 0.85,
  examples: [...shown("CHEC_SECRET_KEY", make), ...shown("COMMERCEJS_SECRET_KEY", make), `COMMERCE_JS_KEY=${make(13)}\n`],
  counterExamples: [
    ...nearMisses("CHEC_SECRET_KEY", make, 8),
    `CHEC_PUBLIC_KEY=${fake("pk_[0-9a-f]{45}", 31)}`, // public by design
  ],
  references: ["https://commercejs.com/docs/api/"],
  revoke: "https://dashboard.chec.io/developer > API keys > delete the key",
};
