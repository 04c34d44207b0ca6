import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const accessToken = (seed: number): string => fake("pina_[A-Z0-9]{72}", seed);
export const pinterestAccessToken: Detector = {
  id: "pinterest-access-token",
  title: "Pinterest access token",
  provider: "pinterest",
  category: "marketing",
  severity: "medium",
  opens: "Acts for one user within its scopes: reads and makes pins, boards and, where granted, advertisements.",
  prefixes: ["pina_"],
  pattern: alone("pina_[A-Za-z0-9_-]{20,240}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("PINTEREST_ACCESS_TOKEN", accessToken), ...sent(accessToken)],
  counterExamples: [
    ...unlike("PINTEREST_ACCESS_TOKEN", "pina_", accessToken, 60),
    `PINTEREST_ACCESS_TOKEN=${fake("pina_[A-Z0-9]{12}", 20)}`,
    `PINTEREST_ACCESS_TOKEN=${fake("pinr_[A-Z0-9]{72}", 21)}`, // the refresh token
  ],
  references: ["https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/"],
  revoke: "https://www.pinterest.com/settings/security > Connected apps > Remove",
  lifetime: "30 days",
};

const refreshToken = (seed: number): string => fake("pinr_[A-Z0-9]{72}", seed);
export const pinterestRefreshToken: Detector = {
  id: "pinterest-refresh-token",
  title: "Pinterest refresh token",
  provider: "pinterest",
  category: "marketing",
  severity: "medium",
  opens: "With the app's own secret it makes access tokens for the user for months.",
  prefixes: ["pinr_"],
  pattern: alone("pinr_[A-Za-z0-9_-]{20,240}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("PINTEREST_REFRESH_TOKEN", refreshToken)],
  counterExamples: [
    ...unlike("PINTEREST_REFRESH_TOKEN", "pinr_", refreshToken, 60),
    `PINTEREST_REFRESH_TOKEN=${fake("pinr_[A-Z0-9]{12}", 20)}`,
  ],
  references: ["https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/"],
  revoke: "https://www.pinterest.com/settings/security > Connected apps > Remove",
  lifetime: "60 days, or 1 year where it is not continuous",
};
