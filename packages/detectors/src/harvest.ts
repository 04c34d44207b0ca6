import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => fake("[1-9][0-9]{6}.pt.[A-Za-z0-9_-]{85}[A-Za-z0-9]", seed);
export const harvestAccessToken: Detector = {
  id: "harvest-access-token",
  title: "Harvest access token",
  provider: "harvest",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes times, projects, clients and invoices of the account with its owner's rights.",
  // The owner's number, `pt` (personal) or `at` (OAuth), and the token: no other service writes them so.
  prefixes: [".pt.", ".at."],
  requires: /[0-9]\.[pa]t\.[A-Za-z0-9_-]{86}/,
  pattern: /(?<![A-Za-z0-9._-])[1-9][0-9]{4,9}\.[pa]t\.(?=[A-Za-z_-]{0,86}[0-9])[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])/,
  window: { before: 16, after: 96 },
  entropy: 4,
  confidence: 0.95,
  companions: [
    {
      name: "accountId",
      pattern: /(?<=[Aa]ccount[_-]?[Ii][Dd]["']?[ \t]{0,4}[=:][ \t]{0,4}["']?)[1-9][0-9]{4,9}(?![0-9])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("HARVEST_ACCESS_TOKEN", make),
    `curl -H "Harvest-Account-Id: 1234567" -H "Authorization: Bearer ${make(13)}" https://api.harvestapp.com/v2/users/me`,
    `TOKEN=${fake("[1-9][0-9]{6}.at.[A-Za-z0-9_-]{85}[A-Za-z0-9]", 14)}\n`,
  ],
  counterExamples: [
    `HARVEST_ACCESS_TOKEN=\${HARVEST_ACCESS_TOKEN}`,
    `HARVEST_ACCESS_TOKEN=${make(20).slice(0, -1)}`,
    `HARVEST_ACCESS_TOKEN=1234567.pt.${"x".repeat(86)}`,
    `HARVEST_ACCESS_TOKEN=Q${make(21)}`,
    `https://acme.pt.test/${fake("[0-9a-f]{40}", 22)}`,
  ],
  references: ["https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/"],
  revoke: "https://id.getharvest.com/developers > the token > Delete",
  lifetime: "until it is deleted",
};
