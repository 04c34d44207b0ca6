import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `perm:${toBase64(fake("[a-z]{7}", seed))}.${toBase64(fake("[0-9]{2}-[0-9]{1}", seed))}.${fake("[A-Za-z0-9]{27}Zq7", seed)}`;

export const youtrackPermanentToken: Detector = {
  id: "youtrack-permanent-token",
  title: "YouTrack or JetBrains Hub permanent token",
  provider: "youtrack",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner on that server: reads and changes the issues and, as its scopes allow, the users.",
  prefixes: ["perm:", "perm-"],
  pattern: /(?<![A-Za-z0-9_.-])perm[:-][A-Za-z0-9+/]{4,120}={0,2}\.[A-Za-z0-9+/]{2,14}={0,2}\.[A-Za-z0-9]{26,40}(?![A-Za-z0-9_.-])/,
  entropy: 3.8,
  confidence: 0.93,
  examples: [
    ...shown("YOUTRACK_TOKEN", make),
    ...sent(make),
    `TOKEN=perm-${toBase64(fake("[a-z]{7}", 13))}.${toBase64(fake("[0-9]{2}-[0-9]{1}", 13))}.${fake("[A-Za-z0-9]{27}Zq7", 13)}\n`,
  ],
  counterExamples: [
    ...unlike("YOUTRACK_TOKEN", "perm:", make, 12),
    `YOUTRACK_TOKEN=perm:${fake("[A-Za-z0-9]{40}", 20)}`,
    `user.perm:${fake("[a-z]{8}.[a-z]{4}.[a-z]{10}", 21)}`,
  ],
  references: ["https://www.jetbrains.com/help/youtrack/devportal/Manage-Permanent-Token.html"],
  revoke: "YouTrack > Profile > Account security > Tokens > Delete",
  lifetime: "until it is revoked",
};
