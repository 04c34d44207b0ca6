import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const clientSecret = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const stravaClientSecret: Detector = {
  id: "strava-client-secret",
  title: "Strava client secret",
  provider: "strava",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: trades users' codes and refresh tokens for tokens to their activities.",
  keywords: ["strava"],
  pattern: named("strava", "(?:client|app|api)?[_.-]?secret", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /client_?[Ii]d["']?\s{0,3}[=:]\s{0,3}["']?(?<value>[0-9]{3,7})(?![0-9])/, withinBytes: 192 }],
  examples: [...shown("STRAVA_CLIENT_SECRET", clientSecret), `strava:\n  client_id: 12345\n  client_secret: ${clientSecret(13)}\n`],
  counterExamples: [
    ...unlike("STRAVA_CLIENT_SECRET", "", clientSecret),
    `BACKUP_KEY=${clientSecret(20)}\n`, // nothing names the provider
    `strava checksum ${clientSecret(21)}`,
  ],
  references: ["https://developers.strava.com/docs/authentication/"],
  revoke: "https://www.strava.com/settings/api > Regenerate client secret",
};

const makeToken = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const stravaToken: Detector = {
  id: "strava-token",
  title: "Strava access or refresh token",
  provider: "strava",
  category: "media",
  severity: "medium",
  opens: "Reads a user's activities with the places where they began and, with the write scope, changes them.",
  keywords: ["strava"],
  pattern: named("strava", "(?:access|refresh|api|auth)?[_.-]?token", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("STRAVA_REFRESH_TOKEN", makeToken)],
  counterExamples: [
    ...unlike("STRAVA_REFRESH_TOKEN", "", makeToken),
    `BACKUP_KEY=${makeToken(20)}\n`, // nothing names the provider
    `strava checksum ${makeToken(21)}`,
  ],
  references: ["https://developers.strava.com/docs/authentication/"],
  revoke: "POST https://www.strava.com/oauth/deauthorize, or https://www.strava.com/settings/apps > Revoke access",
  lifetime: "6 hours (access token), until a new one is made (refresh token)",
};
