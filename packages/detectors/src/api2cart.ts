import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const api2cartApiKey: Detector = {
  id: "api2cart-api-key",
  title: "API2Cart API key",
  provider: "api2cart",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes products, orders and customers of every shop that the account has connected.",
  keywords: ["api2cart", "api2_cart"],
  pattern: named("api2_?cart", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("API2CART_API_KEY", make),
    `https://api.api2cart.com/v1.1/account.cart.list.json?api_key=${make(13)}`,
    `API2_CART_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("API2CART_API_KEY", make), `API2CART_STORE=${make(31)}`],
  references: ["https://docs.api2cart.com/"],
  revoke: "https://app.api2cart.com > API keys > Regenerate",
};
