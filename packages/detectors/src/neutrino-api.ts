import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{46}x7", seed);
export const neutrinoApiKey: Detector = {
  id: "neutrino-api-key",
  title: "Neutrino API key",
  provider: "neutrino-api",
  category: "data",
  severity: "medium",
  opens: "With the user ID it sends text messages and makes calls and look-ups at the owner's cost.",
  keywords: ["neutrino_api", "neutrino-api", "neutrinoapi"],
  pattern: named("neutrino[_-]?api", "[_.-]?(?:api)?[_.-]?key", "(?=[A-Za-z]{0,47}[0-9])[A-Za-z0-9]{48}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("NEUTRINO_API_KEY", make),
    `https://neutrinoapi.net/ip-info  # neutrinoapi_key: ${make(13)}\n`,
    `neutrino-api-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("NEUTRINO_API_KEY", make), `NEUTRINO_RUN=${make(20)}\n`],
  references: ["https://www.neutrinoapi.com/api/api-basics/"],
  revoke: "https://www.neutrinoapi.com/account/settings/ > API keys > Delete",
};
