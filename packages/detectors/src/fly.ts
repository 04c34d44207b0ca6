import { type Detector, fake } from "@stanch/model";
import { alone, shown } from "./_token.ts";

const fly =
  (prefix: string, count: number) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9+/]{${count}}`, seed);
export const flyAccessToken: Detector = {
  id: "fly-access-token",
  title: "Fly.io access token",
  provider: "fly",
  category: "cloud",
  severity: "critical",
  opens: "Deploys to the organisation or app that it was made for and, mostly, starts machines with its secrets.",
  rules: [
    {
      // Macaroons; several may stand in one text, joined by commas.
      prefixes: ["fm1a_", "fm1r_", "fm2_"],
      pattern:
        /(?<![A-Za-z0-9_-])fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,2000}={0,2}(?:,fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,2000}={0,2}){0,6}(?![A-Za-z0-9+/=_-])/,
      window: { before: 8, after: 2048 },
      entropy: 4.2,
      confidence: 0.96,
    },
    { id: "old", prefixes: ["fo1_"], pattern: alone("fo1_[A-Za-z0-9_-]{43}"), entropy: 4, confidence: 0.93 },
  ],
  examples: [
    ...shown("FLY_API_TOKEN", fly("fm2_", 400)),
    `FLY_API_TOKEN="FlyV1 ${fly("fm2_", 300)(13)},${fly("fm2_", 200)(14)}"\n`,
    `FLY_API_TOKEN=${fake("fo1_[A-Za-z0-9_-]{42}[A-Za-z0-9]", 15)}\n`,
  ],
  counterExamples: [
    `FLY_API_TOKEN=\${FLY_API_TOKEN}`,
    `FLY_API_TOKEN=fm2_${"x".repeat(300)}`,
    `FLY_API_TOKEN=${fly("fm2_", 40)(20)}`,
    `fm2_synth_${fake("[a-z]{20}", 21)}`,
  ],
  references: ["https://fly.io/docs/security/tokens/"],
  revoke: "fly tokens revoke <id>, or https://fly.io/user/personal_access_tokens",
};
