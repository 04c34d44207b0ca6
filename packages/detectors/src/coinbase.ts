import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const apiSecretValue = (seed: number): string => fake("[A-Za-z0-9+/]{50}7[A-Za-z0-9+/]{35}==", seed);
export const coinbaseApiSecret: Detector = {
  id: "coinbase-api-secret",
  title: "Coinbase API secret",
  provider: "coinbase",
  category: "crypto",
  severity: "critical",
  opens: "With the key's ID it signs requests: reads balances, trades and, where allowed, sends funds.",
  keywords: ["coinbase", "coin_base", "cdp_api", "cdpapi", "gdax"],
  pattern: named(
    "coin_?base(?:_?(?:pro|exchange|prime|intx|cdp))?|cdp|gdax",
    "(?:api)?[_.-]?(?:key)?[_.-]?(?:secret(?:[_.-]?key)?|private[_.-]?key)",
    "(?=[A-Za-z+/]{0,80}[0-9])[A-Za-z0-9+/]{86}==",
  ),
  entropy: 4.3,
  confidence: 0.88,
  companions: [
    {
      name: "keyId",
      pattern: /(?<![0-9a-f-])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})(?![0-9a-f-])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("COINBASE_API_SECRET", apiSecretValue),
    ...shown("CDP_API_KEY_SECRET", apiSecretValue),
    `gdax_secret: ${apiSecretValue(13)}\n`,
    `COIN_BASE_SECRET=${apiSecretValue(15)}\n`,
    `COINBASE_CDP_KEY_ID=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 17)}\nCOINBASE_CDP_SECRET=${apiSecretValue(18)}\n`,
  ],
  counterExamples: [
    ...nearMisses("COINBASE_API_SECRET", apiSecretValue),
    `AZURE_STORAGE_KEY=${apiSecretValue(31)}`, // another provider's name
    `COINBASE_PASSPHRASE_HASH=${apiSecretValue(33)}`,
  ],
  references: ["https://docs.cdp.coinbase.com/get-started/authentication/cdp-api-keys"],
  revoke: "https://portal.cdp.coinbase.com/access/api > delete the key",
};

const oauthTokenValue = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const coinbaseOauthToken: Detector = {
  id: "coinbase-oauth-token",
  title: "Coinbase OAuth token or client secret",
  provider: "coinbase",
  category: "crypto",
  severity: "high",
  opens: "Acts on a customer's wallet within the granted scopes; a client secret poses as the app that asks for them.",
  keywords: ["coinbase", "coin_base"],
  pattern: named(
    "coin_?base",
    "(?:(?:oauth|access|refresh|auth|api)[_.-]?(?:access[_.-]?)?token|(?:client|oauth)[_.-]?secret)",
    `${LOWER_MIXED}[0-9a-z_-]{64}`,
  ),
  entropy: 3.3,
  confidence: 0.8,
  examples: [
    ...shown("COINBASE_ACCESS_TOKEN", oauthTokenValue),
    ...shown("COINBASE_CLIENT_SECRET", oauthTokenValue),
    `coin_base_refresh_token: ${oauthTokenValue(13)}\n`,
  ],
  counterExamples: [
    ...nearMisses("COINBASE_ACCESS_TOKEN", oauthTokenValue),
    `COINBASE_CLIENT_ID=${oauthTokenValue(31)}`, // the public half
    `COINBASE_TX_HASH=${oauthTokenValue(33)}`, // no token
  ],
  references: ["https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/overview"],
  revoke: "POST https://api.coinbase.com/oauth/revoke with the token",
  lifetime: "an access token two hours, a refresh token a year and a half",
};

const commerceApiKeyValue = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const coinbaseCommerceApiKey: Detector = {
  id: "coinbase-commerce-api-key",
  title: "Coinbase Commerce API key",
  provider: "coinbase",
  category: "payment",
  severity: "high",
  opens: "Makes and reads charges of the merchant and with a webhook's secret passes unpaid orders for paid.",
  keywords: ["coinbase_commerce", "coinbasecommerce", "commerce.coinbase"],
  pattern: named(
    "coinbase_?commerce|commerce[._]coinbase",
    "(?:x-cc-)?(?:api|webhook|shared|signing)?[_.-]?(?:shared[_.-]?)?(?:key|secret)",
    UUID,
  ),
  entropy: 3,
  confidence: 0.85,
  examples: [
    ...shown("COINBASE_COMMERCE_API_KEY", commerceApiKeyValue),
    `curl https://api.commerce.coinbase.com/charges -H "X-CC-Api-Key: ${commerceApiKeyValue(13)}"`,
    `COINBASE_COMMERCE_WEBHOOK_SECRET=${commerceApiKeyValue(15)}\n`,
  ],
  counterExamples: [...nearMisses("COINBASE_COMMERCE_API_KEY", commerceApiKeyValue), `COINBASE_COMMERCE_CHARGE=${commerceApiKeyValue(31)}`],
  references: ["https://docs.cdp.coinbase.com/commerce/introduction/welcome"],
  revoke: "https://beta.commerce.coinbase.com/settings/security > API keys > delete the key",
};
