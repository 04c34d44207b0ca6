import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("VF.DM.[0-9a-f]{24}.[A-Za-z0-9]{13}Zq7", seed);

export const voiceflowApiKey: Detector = {
  id: "voiceflow-api-key",
  title: "Voiceflow API key",
  provider: "voiceflow",
  category: "ai",
  severity: "high",
  opens: "Reads and changes an assistant and its conversations with customers; a workspace key (VF.WS.) reaches all its projects.",
  prefixes: ["VF."],
  pattern: alone(String.raw`VF\.(?:DM\.|WS\.)?[0-9a-f]{24}\.[A-Za-z0-9]{16}`),
  entropy: 3.6,
  confidence: 0.97,
  examples: [
    ...shown("VOICEFLOW_API_KEY", make),
    `VF_WORKSPACE=${fake("VF.WS.[0-9a-f]{24}.[A-Za-z0-9]{13}Zq7", 13)}\n`,
    `authorization: ${fake("VF.[0-9a-f]{24}.[A-Za-z0-9]{13}Zq7", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("VOICEFLOW_API_KEY", "VF.DM.", make),
    `VOICEFLOW_API_KEY=${fake("VF.DM.[0-9a-f]{24}", 20)}`,
    `VOICEFLOW_PROJECT_ID=${fake("[0-9a-f]{24}", 21)}`, // the id
  ],
  references: ["https://docs.voiceflow.com/reference/authentication"],
  revoke: "https://creator.voiceflow.com > the project > Integrations > API keys > Delete",
};
