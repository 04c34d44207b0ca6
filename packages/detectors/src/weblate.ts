import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("wlu_[A-Za-z0-9]{33}Zq7", seed);

export const weblateApiToken: Detector = {
  id: "weblate-api-token",
  title: "Weblate API token",
  provider: "weblate",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes the translations that its user or project may, which end up in the software.",
  prefixes: ["wlu_", "wlp_"],
  pattern: alone("wl[up]_[A-Za-z0-9]{36}"),
  entropy: 3.8,
  confidence: 0.96,
  examples: [
    ...shown("WEBLATE_API_TOKEN", make),
    ...sent(make),
    `[weblate]\nurl = https://hosted.weblate.org/api/\nkey = ${fake("wlp_[A-Za-z0-9]{33}Zq7", 13)}\n`,
  ],
  counterExamples: [
    ...unlike("WEBLATE_API_TOKEN", "wlu_", make),
    `WEBLATE_API_TOKEN=${fake("wlu_[A-Za-z0-9]{20}", 20)}`,
    `WEBLATE_API_TOKEN=${fake("wlx_[A-Za-z0-9]{36}", 21)}`,
  ],
  references: ["https://docs.weblate.org/en/latest/api.html"],
  revoke: "Weblate > Profile > API access > Regenerate, or the project > Access control > API access > Revoke",
};
