import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const makeLichessPersonalAccessToken = (seed: number): string => fake("lip_[A-Za-z0-9]{20}", seed);
export const lichessPersonalAccessToken: Detector = {
  id: "lichess-personal-access-token",
  title: "Lichess personal access token",
  provider: "lichess",
  category: "saas",
  severity: "medium",
  opens: "Acts as its owner within its scopes: plays, reads studies and messages, manages a team.",
  // `lip_` ends words such as clip_: the site's name must stand near.
  keywords: ["lichess"],
  pattern: alone("lip_[A-Za-z0-9]{16,60}"),
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("LICHESS_TOKEN", makeLichessPersonalAccessToken),
    `curl https://lichess.org/api/account -H "Authorization: Bearer ${makeLichessPersonalAccessToken(13)}"`,
  ],
  counterExamples: [
    ...unlike("LICHESS_TOKEN", "lip_", makeLichessPersonalAccessToken, 5),
    `LICHESS_URL=c${makeLichessPersonalAccessToken(20)}`,
    `TOKEN=${makeLichessPersonalAccessToken(21)}`,
  ],
  references: ["https://lichess.org/api"],
  revoke: "https://lichess.org/account/oauth/token > the token > Delete; DELETE https://lichess.org/api/token with the token",
  lifetime: "until it is revoked",
};

const makeLichessOauthAccessToken = (seed: number): string => fake("lio_[A-Za-z0-9]{32}", seed);
export const lichessOauthAccessToken: Detector = {
  id: "lichess-oauth-access-token",
  title: "Lichess OAuth access token",
  provider: "lichess",
  category: "saas",
  severity: "medium",
  opens: "Acts for the player who logged in, within the scopes that the player allowed.",
  keywords: ["lichess"],
  pattern: alone("lio_[A-Za-z0-9]{16,60}"),
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("LICHESS_OAUTH_TOKEN", makeLichessOauthAccessToken),
    `curl https://lichess.org/api/account -H "Authorization: Bearer ${makeLichessOauthAccessToken(13)}"`,
  ],
  counterExamples: [
    ...unlike("LICHESS_OAUTH_TOKEN", "lio_", makeLichessOauthAccessToken, 17),
    `LICHESS_URL=fo${makeLichessOauthAccessToken(20)}`,
    `TOKEN=${makeLichessOauthAccessToken(21)}`,
  ],
  references: ["https://lichess.org/api"],
  revoke: "DELETE https://lichess.org/api/token with the token; https://lichess.org/account/security > Revoke",
  lifetime: "1 year",
};
