import { type Detector, fake } from "@stanch/model";
import { SET_KEY } from "./_names.ts";
import { alone, named, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("bb_pr_[0-9a-f]{30}", seed);
export const bannerbearApiKey: Detector = {
  id: "bannerbear-api-key",
  title: "Bannerbear API key",
  provider: "bannerbear",
  category: "media",
  severity: "medium",
  opens: "Makes and reads images and videos of the project, or of all projects with a master key, at the owner's cost.",
  rules: [
    { prefixes: ["bb_pr_", "bb_ma_"], pattern: alone("bb_(?:pr|ma)_[0-9a-f]{30}"), entropy: 3, confidence: 0.96 },
    { id: "old", keywords: ["bannerbear"], pattern: named("bannerbear", SET_KEY, "[A-Za-z0-9]{22}tt"), entropy: 3.2, confidence: 0.85 },
  ],
  examples: [
    ...shown("BANNERBEAR_API_KEY", make),
    ...sent(make),
    `BANNERBEAR_API_KEY=${fake("[A-Za-z0-9]{22}tt", 13)}\n`,
    `bannerbear: { apiKey: '${fake("bb_ma_[0-9a-f]{30}", 15)}' }`,
  ],
  counterExamples: [
    ...unlike("BANNERBEAR_API_KEY", "bb_pr_", make),
    `BANNERBEAR_API_KEY=${fake("[A-Za-z0-9]{22}", 31)}qq`,
    `bb_px_${fake("[0-9a-f]{30}", 33)}`,
  ],
  references: ["https://developers.bannerbear.com/"],
  revoke: "https://app.bannerbear.com > the project > Settings > API key > Reset",
};
