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

const sandbox = (seed: number): string => fake("pdl_sdbx_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}", seed);
export const paddleSandboxApiKey: Detector = {
  id: "paddle-sandbox-api-key",
  title: "Paddle sandbox API key",
  provider: "paddle",
  category: "payment",
  severity: "low",
  opens: "Only the sandbox: no real payment and no real customer.",
  prefixes: ["pdl_sdbx_apikey_"],
  pattern: alone("pdl_sdbx_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}"),
  entropy: 4.0,
  confidence: 0.98,
  examples: [...shown("PADDLE_API_KEY", sandbox), ...sent(sandbox)],
  counterExamples: [
    ...unlike("PADDLE_API_KEY", "pdl_sdbx_apikey_", sandbox),
    `PADDLE_API_KEY=${make(20)}`, // the live one
    `PADDLE_API_KEY=${fake("pdl_sdbx_apikey_[a-z0-9]{26}", 21)}`,
  ],
  references: ["https://developer.paddle.com/api-reference/about/api-keys"],
  revoke: "https://sandbox-vendors.paddle.com/authentication-v2 > Revoke",
};

const notification = (seed: number): string => fake("pdl_ntfset_[a-z0-9]{26}_[A-Za-z0-9]{32}", seed);
export const paddleWebhookSecret: Detector = {
  id: "paddle-webhook-secret",
  title: "Paddle notification secret key",
  provider: "paddle",
  category: "payment",
  severity: "medium",
  opens: "Forges webhooks that the receiver takes for Paddle's own, such as a subscription that nobody paid.",
  prefixes: ["pdl_ntfset_"],
  pattern: alone("pdl_ntfset_[a-z0-9]{26}_[A-Za-z0-9+/]{32}"),
  entropy: 4.0,
  confidence: 0.98,
  examples: [...shown("PADDLE_WEBHOOK_SECRET", notification), `paddle.webhooks.unmarshal(body, "${notification(13)}", signature)`],
  counterExamples: [
    ...unlike("PADDLE_WEBHOOK_SECRET", "pdl_ntfset_", notification),
    `PADDLE_NOTIFICATION_ID=${fake("ntfset_[a-z0-9]{26}", 20)}`, // its public id
    `PADDLE_WEBHOOK_SECRET=${fake("pdl_ntfset_[a-z0-9]{26}", 21)}`,
  ],
  references: ["https://developer.paddle.com/webhooks/signature-verification"],
  revoke: "https://vendors.paddle.com/notifications-v2 > Delete the destination and add it again",
};
