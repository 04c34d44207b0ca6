import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake(`ovsxat_${UUID}`, seed);
export const openvsxAccessToken: Detector = {
  id: "openvsx-access-token",
  title: "Open VSX access token",
  provider: "openvsx",
  category: "registry",
  severity: "critical",
  opens: "Publishes versions of its owner's editor extensions, which run on the machines of all who installed them.",
  prefixes: ["ovsxat_"],
  pattern: alone(`ovsxat_${UUID}`),
  entropy: 3,
  confidence: 0.97,
  examples: [...shown("OVSX_PAT", make), `npx ovsx publish -p ${make(13)}\n`],
  counterExamples: [
    ...unlike("OVSX_PAT", "ovsxat_", make),
    `OVSX_PAT=${fake("ovsxat_[0-9a-f]{32}", 20)}`,
    `OVSX_PAT=${fake("[a-z2-7]{52}", 21)}`,
  ],
  references: ["https://github.com/eclipse/openvsx/wiki/Publishing-Extensions"],
  revoke: "https://open-vsx.org/user-settings/tokens > Delete",
  lifetime: "until it is deleted",
};
