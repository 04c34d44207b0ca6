import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const apiKeyValue = (seed: number): string =>
  `${fake("AQE[a-z]hmf[A-Za-z0-9+/]{86}", seed)}==-${fake("[A-Za-z0-9+/]{43}", seed + 500)}=-${fake("[A-Za-z0-9%&+*(~#-]{16}", seed)}`;
export const adyenApiKey: Detector = {
  id: "adyen-api-key",
  title: "Adyen API key",
  provider: "adyen",
  category: "payment",
  severity: "critical",
  opens: "Makes, captures and refunds payments of the merchant, as the credential's roles allow.",
  // The last part holds any printable character, so quotes and blanks alone end it.
  keywords: ["adyen"],
  pattern:
    /(?<![A-Za-z0-9+/])AQE[A-Za-z0-9]hm[A-Za-z0-9+/]{60,200}={0,2}-[A-Za-z0-9+/]{43}=-[^\s"'\x60<>\\]{16,24}(?![^\s"'\x60<>\\,;)}\]])/,
  window: { before: 160, after: 420 },
  entropy: 4.4,
  confidence: 0.93,
  examples: [
    ...shown("ADYEN_API_KEY", apiKeyValue),
    `const client = new Adyen.Client({ apiKey: "${apiKeyValue(13)}", environment: "TEST" });`,
    `curl https://checkout-test.adyen.com/v71/payments -H "X-API-Key: ${apiKeyValue(15)}"`,
  ],
  counterExamples: [
    `ADYEN_API_KEY=AQE${fake("[a-z]hmf[A-Za-z0-9]{86}", 31)}`,
    `SESSION=${apiKeyValue(33)}`, // no provider's word
    `adyen: AQEBBQAD${fake("[A-Za-z0-9+/]{120}", 35)}`, // a public key
  ],
  references: ["https://docs.adyen.com/development-resources/api-credentials/"],
  revoke:
    "POST https://management-live.adyen.com/v3/me/generateApiKey replaces it; else Customer Area > Developers > API credentials > Generate new API key",
};

const hmacKeyValue = (seed: number): string => fake("[0-9A-F]{64}", seed);
export const adyenHmacKey: Detector = {
  id: "adyen-hmac-key",
  title: "Adyen HMAC key of webhooks",
  provider: "adyen",
  category: "payment",
  severity: "medium",
  opens: "Signs webhooks as Adyen would: a shop that trusts them takes an unpaid order for paid.",
  keywords: ["adyen"],
  pattern: named("adyen", "hmac[_.-]?(?:key|secret|signature)?", "[0-9A-F]{64}"),
  entropy: 3.2,
  confidence: 0.75,
  examples: [...shown("ADYEN_HMAC_KEY", hmacKeyValue), `$adyenHmac = "${hmacKeyValue(13)}";`],
  counterExamples: [
    ...nearMisses("ADYEN_HMAC_KEY", hmacKeyValue),
    `ADYEN_API_HASH=${hmacKeyValue(31)}`, // not named so
  ],
  references: ["https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures/"],
  revoke: "Customer Area > Developers > Webhooks > the webhook > HMAC key > Generate",
};
