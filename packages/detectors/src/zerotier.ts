import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const zerotierApiToken: Detector = {
  id: "zerotier-api-token",
  title: "ZeroTier Central API token",
  provider: "zerotier",
  category: "identity",
  severity: "critical",
  opens: "Changes the account's networks: lets machines into them and reads who is there.",
  keywords: ["zerotier", "zero_tier", "zt_central"],
  pattern: named("zero[_-]?tier|zt(?=_central)", "(?:central[_.-]?)?(?:api|access|auth)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("ZEROTIER_API_TOKEN", make), `zero_tier_api_token: ${make(30)}\n`, `ZT_CENTRAL_TOKEN=${make(13)}\n`],
  counterExamples: [
    ...unlike("ZEROTIER_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zerotier checksum ${make(21)}`,
    `ZEROTIER_NETWORK_ID=${fake("[0-9a-f]{16}", 22)}`, // the id
  ],
  references: ["https://docs.zerotier.com/api/central/"],
  revoke: "https://my.zerotier.com/account > API access tokens > Delete",
};
