import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const clientSecret = (seed: number): string => fake("ramp_sec_[A-Za-z0-9]{48}", seed);
export const rampClientSecret: Detector = {
  id: "ramp-client-secret",
  title: "Ramp client secret",
  provider: "ramp",
  category: "finance",
  severity: "critical",
  opens: "With the client ID it makes access tokens for the company's cards, transactions and bills within the app's scopes.",
  prefixes: ["ramp_sec_"],
  pattern: alone("ramp_sec_[A-Za-z0-9]{48}"),
  entropy: 4,
  confidence: 0.97,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])ramp_id_[A-Za-z0-9]{40}(?![A-Za-z0-9])/, withinBytes: 512 }],
  examples: [
    ...shown("RAMP_CLIENT_SECRET", clientSecret),
    `RAMP_CLIENT_ID=${fake("ramp_id_[A-Za-z0-9]{40}", 13)}\nRAMP_CLIENT_SECRET=${clientSecret(14)}\n`,
  ],
  counterExamples: [...unlike("RAMP_CLIENT_SECRET", "ramp_sec_", clientSecret), `RAMP_CLIENT_ID=${fake("ramp_id_[A-Za-z0-9]{40}", 20)}`],
  references: ["https://docs.ramp.com/developer-api/v1/authorization"],
  revoke: "https://app.ramp.com/settings/ramp-developer > the app > Rotate secret",
};

const accessToken = (seed: number): string => fake("ramp_business_tok_[A-Za-z0-9]{40}", seed);
export const rampAccessToken: Detector = {
  id: "ramp-access-token",
  title: "Ramp access token",
  provider: "ramp",
  category: "finance",
  severity: "high",
  opens: "Reads and changes the company's cards, users and transactions within its scopes, for days only.",
  prefixes: ["ramp_tok_", "ramp_business_tok_"],
  pattern: alone("ramp_(?:business_)?tok_[A-Za-z0-9]{32,64}"),
  entropy: 4,
  confidence: 0.95,
  examples: [
    ...shown("RAMP_ACCESS_TOKEN", accessToken),
    ...sent(accessToken),
    `{"access_token": "${fake("ramp_tok_[A-Za-z0-9]{40}", 13)}"}`,
  ],
  counterExamples: [...unlike("RAMP_ACCESS_TOKEN", "ramp_tok_", accessToken, 16), `RAMP_ACCESS_TOKEN=${fake("ramp_tok_[a-z]{12}", 20)}`],
  references: ["https://docs.ramp.com/developer-api/v1/authorization"],
  revoke: "POST https://api.ramp.com/developer/v1/token/revoke with the token",
  lifetime: "10 days",
};
