import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[1-9][0-9]{7}-[A-Za-z0-9]{17}Zq7", seed);

export const teamviewerScriptToken: Detector = {
  id: "teamviewer-script-token",
  title: "TeamViewer script token",
  provider: "teamviewer",
  category: "security",
  severity: "critical",
  opens: "Reads and changes the devices, users and sessions of the company that its scopes name.",
  keywords: ["teamviewer"],
  pattern: named("teamviewer", KEY, `[0-9]{6,9}-${MIXED}[A-Za-z0-9]{20}`),
  entropy: 3.6,
  confidence: 0.85,
  examples: [...shown("TEAMVIEWER_TOKEN", make)],
  counterExamples: [
    ...unlike("TEAMVIEWER_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `teamviewer checksum ${make(21)}`,
  ],
  references: ["https://webapi.teamviewer.com/api/v1/docs/index"],
  revoke: "https://web.teamviewer.com > Profile settings > Apps > the token > Delete",
};
