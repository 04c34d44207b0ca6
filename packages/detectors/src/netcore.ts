import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}x7", seed);
export const netcoreEmailApiKey: Detector = {
  id: "netcore-email-api-key",
  title: "Netcore (Pepipost) email API key",
  provider: "netcore",
  category: "email",
  severity: "high",
  opens: "Sends mail from the account's domains and reads its logs.",
  keywords: ["pepipost", "netcore_api", "netcorecloud"],
  pattern: named("pepipost|netcore(?:cloud)?", KEY, `${DIGIT}[a-z0-9]{32}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PEPIPOST_API_KEY", make),
    `pepipost:\n  api_key: ${make(31)}\n`,
    `NETCORE_API_KEY=${make(13)}\n`,
    `# https://emailapi.netcorecloud.net\nnetcorecloudApiKey = "${make(14)}"\n`,
  ],
  counterExamples: [...unnamed("PEPIPOST_API_KEY", make), `PEPIPOST_MESSAGE=${make(20)}\n`],
  references: ["https://cedocs.netcorecloud.com/docs/email-api"],
  revoke: "https://email.netcorecloud.com/app/settings/integration > API key > Regenerate",
};
