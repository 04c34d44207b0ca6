import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const traktClientSecret: Detector = {
  id: "trakt-client-secret",
  title: "Trakt client secret",
  provider: "trakt",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: trades users' codes for tokens to what they watch.",
  keywords: ["trakt"],
  pattern: named("trakt", "(?:client|app|api)?[_.-]?secret", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{64}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [...shown("TRAKT_CLIENT_SECRET", make)],
  counterExamples: [
    ...unlike("TRAKT_CLIENT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `trakt checksum ${make(21)}`,
    `TRAKT_CLIENT_ID=${make(22)}`, // the id
  ],
  references: ["https://trakt.docs.apiary.io/#reference/authentication-oauth"],
  revoke: "https://trakt.tv/oauth/applications > the app > Edit > Reset",
};
