import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ico-[A-Za-z0-9]{32}", seed);
export const infracostApiKey: Detector = {
  id: "infracost-api-key",
  title: "Infracost API key",
  provider: "infracost",
  category: "ci",
  severity: "low",
  opens: "Asks for cloud prices and, in a paid organisation, sends cost estimates of its repositories; it reads no cloud account.",
  // `ico-` opens names of icons: the word must stand near.
  keywords: ["infracost"],
  pattern: alone("ico-[A-Za-z0-9]{32}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [
    ...shown("INFRACOST_API_KEY", make),
    `# infracost/credentials.yml\nversion: "0.1"\napi_key: ${make(13)}\npricing_api_endpoint: https://pricing.api.infracost.io\n`,
  ],
  counterExamples: [...unlike("INFRACOST_API_KEY", "ico-", make), `class="ico-${fake("[a-z]{32}", 20)}"`, `KEY=${make(21)}`],
  references: ["https://www.infracost.io/docs/features/environment_variables/"],
  revoke: "https://dashboard.infracost.io > Org settings > API tokens > Delete",
};
