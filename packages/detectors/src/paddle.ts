import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pdl_live_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}", seed);

export const paddleApiKey: Detector = {
  id: "paddle-api-key",
  title: "Paddle live API key",
  provider: "paddle",
  category: "payment",
  severity: "critical",
  opens: "Takes payments, refunds and reads the customers, as its permissions allow.",
  prefixes: ["pdl_live_apikey_"],
  pattern: alone("pdl_live_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}"),
  entropy: 4.0,
  confidence: 0.98,
  examples: [...shown("PADDLE_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("PADDLE_API_KEY", "pdl_live_apikey_", make),
    `PADDLE_API_KEY=${fake("pdl_sdbx_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}", 20)}`,
    `PADDLE_API_KEY=${fake("pdl_live_apikey_[a-z0-9]{26}", 21)}`,
  ],
  references: ["https://developer.paddle.com/api-reference/about/api-keys"],
  revoke: "https://vendors.paddle.com/authentication-v2 > Revoke",
};
