import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ddp_[A-Za-z0-9]{36}", seed);
export const denoDeployToken: Detector = {
  id: "deno-deploy-token",
  title: "Deno Deploy access token",
  provider: "deno",
  category: "cloud",
  severity: "critical",
  opens: "Deploys code in the owner's or organisation's name and reads and sets the projects' secrets.",
  prefixes: ["ddp_", "ddw_", "ddo_"],
  pattern: alone("dd[pwo]_[A-Za-z0-9]{36}"),
  entropy: 3.7,
  confidence: 0.96,
  examples: [
    ...shown("DENO_DEPLOY_TOKEN", make),
    ...sent(make),
    `deployctl deploy --token=${fake("ddw_[A-Za-z0-9]{36}", 13)} main.ts\n`,
    `DENO_ORG_TOKEN=${fake("ddo_[A-Za-z0-9]{36}", 15)}\n`,
  ],
  counterExamples: [...unlike("DENO_DEPLOY_TOKEN", "ddp_", make), `add_${fake("[a-z]{36}", 31)}`, `ddx_${fake("[A-Za-z0-9]{36}", 33)}`],
  references: ["https://docs.deno.com/deploy/api/"],
  revoke: "https://dash.deno.com/account#access-tokens > Revoke",
};
