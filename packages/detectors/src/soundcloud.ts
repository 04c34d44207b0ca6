import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const soundcloudClientSecret: Detector = {
  id: "soundcloud-client-secret",
  title: "SoundCloud client secret",
  provider: "soundcloud",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: trades users' codes for tokens to what they allowed it, and uses its limits.",
  keywords: ["soundcloud"],
  pattern: named("soundcloud", "(?:client|app|api)?[_.-]?secret", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SOUNDCLOUD_CLIENT_SECRET", make)],
  counterExamples: [
    ...unlike("SOUNDCLOUD_CLIENT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `soundcloud checksum ${make(21)}`,
    `SOUNDCLOUD_CLIENT_ID=${make(22)}`, // the id
  ],
  references: ["https://developers.soundcloud.com/docs/api/guide#authentication"],
  revoke: "https://soundcloud.com/you/apps > the app > Delete",
};
