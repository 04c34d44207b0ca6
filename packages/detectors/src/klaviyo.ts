import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pk_[0-9a-f]{34}", seed);
export const klaviyoPrivateApiKey: Detector = {
  id: "klaviyo-private-api-key",
  title: "Klaviyo private API key",
  provider: "klaviyo",
  category: "marketing",
  severity: "high",
  opens: "Reads profiles with customers' addresses and orders, and sends mail and text messages to them, as its scopes allow.",
  // `pk_` with this provider is the private key; with most others it is the public one.
  keywords: ["klaviyo"],
  pattern: alone("pk_[0-9a-f]{34}"),
  entropy: 3.2,
  confidence: 0.93,
  examples: [...shown("KLAVIYO_API_KEY", make), `curl -H "Authorization: Klaviyo-API-Key ${make(13)}" https://a.klaviyo.com/api/profiles`],
  counterExamples: [
    ...unlike("KLAVIYO_API_KEY", "pk_", make),
    `STRIPE_KEY=${make(20)}`,
    `KLAVIYO_PUBLIC_KEY=${fake("[A-Z][A-Za-z0-9]{5}", 21)}`, // public by design
  ],
  references: ["https://developers.klaviyo.com/en/docs/authenticate_"],
  revoke: "https://www.klaviyo.com/settings/account/api-keys > Delete",
  lifetime: "until it is deleted",
};
