import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const figma = (seed: number): string => fake("figd_[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
const old = (seed: number): string => fake(`[1-9][0-9]{4}-${UUID}`, seed);
export const figmaToken: Detector = {
  id: "figma-access-token",
  title: "Figma access token",
  provider: "figma",
  category: "productivity",
  severity: "medium",
  opens: "Reads the files that its owner sees and comments in that name, as its scopes allow.",
  rules: [
    {
      prefixes: ["figd_", "figp_", "figo_", "figu_", "figh_", "figor_"],
      pattern: alone("fig(?:[dpouh]|or)_[A-Za-z0-9_-]{38,54}"),
      entropy: 3.8,
      confidence: 0.94,
    },
    {
      // As they were until 2021: a number and a UUID.
      id: "old",
      keywords: ["figma_", "figmatoken", "figmaaccess", "figma-token", "x-figma", "figma.com"],
      pattern: named("figma", "(?:(?:personal|access|api|auth)[_.-]?){0,3}(?:token|key)", `[0-9]{4,8}-${UUID}`),
      entropy: 3,
      confidence: 0.85,
    },
  ],
  examples: [
    ...shown("FIGMA_TOKEN", figma),
    `curl -H "X-Figma-Token: ${figma(13)}" https://api.figma.com/v1/me`,
    `FIGMA_ACCESS_TOKEN=${old(14)}\n`,
    `headers: { "X-Figma-Token": "${old(15)}" }`,
    `const figmaToken = "${old(16)}";`,
  ],
  counterExamples: [
    ...unlike("FIGMA_TOKEN", "figd_", figma, 6),
    `FIGMA_FILE_KEY=${fake(UUID, 22)}`,
    `FIGMA_TOKEN=12-${fake(UUID, 23)}`,
    `figo_theme_${fake("[a-z]{12}", 20)}`,
    `FIGMA_TOKEN=${fake("figx_[A-Za-z0-9]{40}", 21)}`,
  ],
  references: ["https://www.figma.com/developers/api#access-tokens"],
  revoke: "https://www.figma.com/settings > Security > Personal access tokens > Revoke",
};
