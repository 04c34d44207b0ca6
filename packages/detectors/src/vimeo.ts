import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const accessToken = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const vimeoAccessToken: Detector = {
  id: "vimeo-access-token",
  title: "Vimeo access token",
  provider: "vimeo",
  category: "media",
  severity: "high",
  opens: "Reads, changes and deletes its owner's videos, private ones too, within its scopes.",
  keywords: ["vimeo"],
  pattern: named("vimeo", "(?:personal[_.-]?)?(?:access|api|auth)?[_.-]?token", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("VIMEO_ACCESS_TOKEN", accessToken)],
  counterExamples: [
    ...unlike("VIMEO_ACCESS_TOKEN", "", accessToken),
    `BACKUP_KEY=${accessToken(20)}\n`, // nothing names the provider
    `vimeo checksum ${accessToken(21)}`,
  ],
  references: ["https://developer.vimeo.com/api/authentication"],
  revoke: "https://developer.vimeo.com/apps > the app > Authentication > Delete token",
};

const clientSecret = (seed: number): string => fake("[A-Za-z0-9]{50}[A-Za-z0-9+/]{75}Zq7", seed);

export const vimeoClientSecret: Detector = {
  id: "vimeo-client-secret",
  title: "Vimeo client secret",
  provider: "vimeo",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: trades users' codes for tokens to what they allowed it.",
  keywords: ["vimeo"],
  pattern: named("vimeo", "(?:client|app|api)[_.-]?secret", `${MIXED}[A-Za-z0-9+/]{128}`),
  window: { before: 96, after: 320 },
  entropy: 4.3,
  confidence: 0.85,
  examples: [...shown("VIMEO_CLIENT_SECRET", clientSecret)],
  counterExamples: [
    ...unlike("VIMEO_CLIENT_SECRET", "", clientSecret),
    `BACKUP_KEY=${clientSecret(20)}\n`, // nothing names the provider
    `vimeo checksum ${clientSecret(21)}`,
  ],
  references: ["https://developer.vimeo.com/api/authentication"],
  revoke: "https://developer.vimeo.com/apps > the app > Authentication > Regenerate secret",
};
