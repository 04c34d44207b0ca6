import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, sent, shown, unlike } from "./_token.ts";

const render = (seed: number): string => fake("rnd_[A-Za-z0-9]{28}", seed);
export const renderApiKey: Detector = {
  id: "render-api-key",
  title: "Render API key",
  provider: "render",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: deploys services and reads their environment with its secrets.",
  prefixes: ["rnd_"],
  pattern: alone(`rnd_${MIXED}[A-Za-z0-9]{28}`),
  entropy: 3.8,
  confidence: 0.9,
  examples: [...shown("RENDER_API_KEY", render), ...sent(render)],
  counterExamples: [
    ...unlike("RENDER_API_KEY", "rnd_", render),
    `rnd_${fake("[a-z]{28}", 20)} = 4`,
    `RENDER_API_KEY=${fake("rnd_[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://render.com/docs/api"],
  revoke: "https://dashboard.render.com/u/settings > API keys > Revoke",
};
