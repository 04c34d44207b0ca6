import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("isat_[A-Za-z0-9]{52}", seed);
export const dvcStudioAccessToken: Detector = {
  id: "dvc-studio-access-token",
  title: "DVC Studio access token",
  provider: "iterative",
  category: "ai",
  severity: "medium",
  opens: "Reads the owner's projects and experiments in DVC Studio and writes live metrics into them.",
  // The length is not documented: the prefix tells it.
  prefixes: ["isat_"],
  pattern: alone("isat_[A-Za-z0-9]{32,100}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("DVC_STUDIO_TOKEN", make), ...sent(make), `dvc config --global studio.token ${make(13)}`],
  counterExamples: [...unlike("DVC_STUDIO_TOKEN", "isat_", make, 22), `tok = isat_${"0".repeat(52)}`],
  references: ["https://doc.dvc.org/studio/user-guide/account-management"],
  revoke: "https://studio.datachain.ai > Settings > Access tokens > Delete",
};
