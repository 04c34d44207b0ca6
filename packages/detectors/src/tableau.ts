import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{21}A==:[A-Za-z0-9]{31}7", seed);

export const tableauPersonalAccessToken: Detector = {
  id: "tableau-personal-access-token",
  title: "Tableau personal access token",
  provider: "tableau",
  category: "database",
  severity: "high",
  opens: "Signs in as its owner: reads and publishes the workbooks and data sources of the site that the owner may.",
  keywords: ["tableau"],
  pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{22}==:[A-Za-z0-9]{32}(?![A-Za-z0-9])/,
  window: { before: 256, after: 256 },
  entropy: 4,
  confidence: 0.93,
  examples: [...shown("TABLEAU_PAT_SECRET", make), `tableau_auth = TSC.PersonalAccessTokenAuth("ci", "${make(13)}", "acme")`],
  counterExamples: [
    ...unlike("TABLEAU_PAT_SECRET", "", make),
    `tableau ${fake("[A-Za-z0-9]{22}==", 20)}`,
    `PAT=${make(21)}`, // nothing names the provider
  ],
  references: ["https://help.tableau.com/current/server/en-us/security_personal_access_tokens.htm"],
  revoke: "Tableau > My account settings > Personal access tokens > Revoke",
  lifetime: "1 year, or 15 days without use",
};
