import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}Zq7", seed);

export const tiktokClientSecret: Detector = {
  id: "tiktok-client-secret",
  title: "TikTok client secret",
  provider: "tiktok",
  category: "marketing",
  severity: "medium",
  opens: "Poses as the app: makes its tokens and trades users' codes for tokens to what they allowed it.",
  keywords: ["tiktok"],
  pattern: named("tiktok", "(?:client|app|api)[_.-]?secret", `${MIXED}[A-Za-z0-9]{32}|[0-9a-f]{32,40}`),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("TIKTOK_CLIENT_SECRET", make), `TIKTOK_APP_SECRET=${fake("[0-9a-f]{40}", 13)}\n`],
  counterExamples: [
    ...unlike("TIKTOK_CLIENT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tiktok checksum ${make(21)}`,
    `TIKTOK_CLIENT_KEY=${fake("[a-z0-9]{18}", 22)}`, // the id
  ],
  references: ["https://developers.tiktok.com/doc/oauth-user-access-token-management"],
  revoke: "https://developers.tiktok.com/apps > the app > Reset secret",
};
