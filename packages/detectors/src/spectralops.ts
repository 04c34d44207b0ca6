import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("spu-[a-z0-9]{30}k7", seed);

export const spectralopsApiKey: Detector = {
  id: "spectralops-api-key",
  title: "SpectralOps key (DSN)",
  provider: "spectralops",
  category: "security",
  severity: "high",
  opens: "Sends scan results to the account and reads its scan policies; the results name secrets and weak points.",
  prefixes: ["spu-"],
  pattern: alone("spu-[a-z0-9]{32}"),
  entropy: 3.4,
  confidence: 0.93,
  examples: [...shown("SPECTRAL_API_KEY", make), `SPECTRAL_DSN=https://${make(13)}@get.spectralops.io\n`],
  counterExamples: [
    ...unlike("SPECTRAL_API_KEY", "spu-", make),
    `SPECTRAL_DSN=https://${fake("spu-[a-z0-9]{20}", 20)}@get.spectralops.io`,
    `spu-${fake("[A-Z]{32}", 21)}`,
  ],
  references: ["https://spectralops.io/docs/"],
  revoke: "https://get.spectralops.io > Settings > Organization > Reset key",
};
