import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const figma = (seed: number): string => fake("figd_[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
export const figmaToken: Detector = {
  id: "figma-access-token",
  title: "Figma access token",
  provider: "figma",
  category: "productivity",
  severity: "medium",
  opens: "Reads the files that its owner sees and comments in that name, as its scopes allow.",
  prefixes: ["figd_", "figp_", "figo_", "figu_", "figh_", "figor_"],
  pattern: alone("fig(?:[dpouh]|or)_[A-Za-z0-9_-]{38,54}"),
  entropy: 3.8,
  confidence: 0.94,
  examples: [...shown("FIGMA_TOKEN", figma), `curl -H "X-Figma-Token: ${figma(13)}" https://api.figma.com/v1/me`],
  counterExamples: [
    ...unlike("FIGMA_TOKEN", "figd_", figma, 6),
    `figo_theme_${fake("[a-z]{12}", 20)}`,
    `FIGMA_TOKEN=${fake("figx_[A-Za-z0-9]{40}", 21)}`,
  ],
  references: ["https://www.figma.com/developers/api#access-tokens"],
  revoke: "https://www.figma.com/settings > Security > Personal access tokens > Revoke",
};
