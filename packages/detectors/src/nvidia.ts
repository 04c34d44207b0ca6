import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const nvidia = (seed: number): string => fake("nvapi-[A-Za-z0-9_-]{63}[A-Za-z0-9]", seed);
export const nvidiaApiKey: Detector = {
  id: "nvidia-api-key",
  title: "NVIDIA API key",
  provider: "nvidia",
  category: "ai",
  severity: "high",
  opens: "Uses models and pulls the organisation's private containers at the owner's cost.",
  prefixes: ["nvapi-"],
  pattern: alone("nvapi-[A-Za-z0-9_-]{60,70}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("NVIDIA_API_KEY", nvidia), ...sent(nvidia)],
  counterExamples: [
    ...unlike("NVIDIA_API_KEY", "nvapi-", nvidia, 10),
    `NVIDIA_API_KEY=${fake("nvapi-[A-Za-z0-9]{40}", 20)}`,
    `NVIDIA_API_KEY=nvapi-your-key`,
  ],
  references: ["https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html"],
  revoke: "https://org.ngc.nvidia.com/setup/api-keys > Delete",
};
