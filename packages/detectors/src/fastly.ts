import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const fastly = (seed: number): string => fake("[A-Za-z0-9_-]{29}[A-Z][a-z]7", seed);
export const fastlyApiToken: Detector = {
  id: "fastly-api-token",
  title: "Fastly API token",
  provider: "fastly",
  category: "cdn",
  severity: "critical",
  opens: "Changes the services' configuration and so what all visitors get; purges caches and reads logs' credentials.",
  keywords: ["fastly"],
  pattern: named(
    "fastly",
    "(?:api)?[_.-]?(?:key|token)",
    "(?=[A-Za-z0-9_-]{0,31}[0-9])(?=[A-Za-z0-9_-]{0,31}[A-Z])(?=[A-Za-z0-9_-]{0,31}[a-z])[A-Za-z0-9_-]{32}",
  ),
  entropy: 3.9,
  confidence: 0.65,
  examples: [
    ...shown("FASTLY_API_TOKEN", fastly),
    `curl -H "Fastly-Key: ${fastly(13)}" https://api.fastly.com/tokens/self`,
    `provider "fastly" {\n  api_key = "${fastly(14)}"\n}`,
  ],
  counterExamples: [
    `FASTLY_API_TOKEN=\${FASTLY_API_TOKEN}`,
    `FASTLY_API_TOKEN=${fastly(20).slice(1)}`,
    `FASTLY_API_TOKEN=${"X".repeat(32)}`,
    `fastly md5 ${fake("[0-9a-f]{32}", 21)}`,
    `FASTLY_SERVICE_ID=${fake("[A-Za-z0-9]{22}", 22)}`,
    `# fastly\nMISTRAL_API_KEY=${fastly(23)}`,
  ],
  references: ["https://www.fastly.com/documentation/reference/api/auth-tokens/"],
  revoke: "DELETE https://api.fastly.com/tokens/self with the token in Fastly-Key",
};
