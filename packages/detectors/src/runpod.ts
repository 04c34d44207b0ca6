import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("rpa_[A-Z0-9]{40}[a-z0-9]{6}", seed);

export const runpodApiKey: Detector = {
  id: "runpod-api-key",
  title: "RunPod API key",
  provider: "runpod",
  category: "ai",
  severity: "critical",
  opens: "Starts machines at the owner's cost and reads those that run.",
  prefixes: ["rpa_"],
  pattern: alone("rpa_[A-Z0-9]{40}[A-Za-z0-9]{6}"),
  entropy: 3.8,
  confidence: 0.96,
  examples: [...shown("RUNPOD_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("RUNPOD_API_KEY", "rpa_", make),
    `RUNPOD_API_KEY=${fake("rpa_[a-z]{46}", 20)}`,
    `RUNPOD_API_KEY=${fake("rpa_[A-Za-z0-9]{30}", 21)}`,
  ],
  references: ["https://docs.runpod.io/get-started/api-keys"],
  revoke: "https://console.runpod.io/user/settings > API keys > Delete",
};
