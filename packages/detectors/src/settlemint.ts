import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const personalAccessToken = (seed: number): string => fake("sm_pat_[A-Za-z0-9]{13}Zq7", seed);

export const settlemintPersonalAccessToken: Detector = {
  id: "settlemint-personal-access-token",
  title: "SettleMint personal access token",
  provider: "settlemint",
  category: "crypto",
  severity: "critical",
  opens: "Acts as its owner on the platform: changes blockchain networks, nodes and their keys.",
  prefixes: ["sm_pat_"],
  pattern: alone("sm_pat_[A-Za-z0-9]{16}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("SETTLEMINT_ACCESS_TOKEN", personalAccessToken), ...sent(personalAccessToken)],
  counterExamples: [
    ...unlike("SETTLEMINT_ACCESS_TOKEN", "sm_pat_", personalAccessToken),
    `SETTLEMINT_ACCESS_TOKEN=${fake("sm_pat_[A-Za-z0-9]{10}", 20)}`,
    `SETTLEMINT_ACCESS_TOKEN=${fake("sm_xat_[A-Za-z0-9]{16}", 21)}`, // no kind of theirs
  ],
  references: ["https://console.settlemint.com/documentation/"],
  revoke: "https://console.settlemint.com > Personal access tokens > Revoke",
};

const applicationAccessToken = (seed: number): string => fake("sm_aat_[A-Za-z0-9]{13}Zq7", seed);

export const settlemintApplicationAccessToken: Detector = {
  id: "settlemint-application-access-token",
  title: "SettleMint application access token",
  provider: "settlemint",
  category: "crypto",
  severity: "high",
  opens: "Calls the nodes and middleware of one application, which can sign transactions with its keys.",
  prefixes: ["sm_aat_"],
  pattern: alone("sm_aat_[A-Za-z0-9]{16}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("SETTLEMINT_ACCESS_TOKEN", applicationAccessToken), ...sent(applicationAccessToken)],
  counterExamples: [
    ...unlike("SETTLEMINT_ACCESS_TOKEN", "sm_aat_", applicationAccessToken),
    `SETTLEMINT_ACCESS_TOKEN=${fake("sm_aat_[A-Za-z0-9]{10}", 20)}`,
    `SETTLEMINT_ACCESS_TOKEN=${fake("sm_xat_[A-Za-z0-9]{16}", 21)}`, // no kind of theirs
  ],
  references: ["https://console.settlemint.com/documentation/"],
  revoke: "https://console.settlemint.com > the application > Access tokens > Revoke",
};

const serviceAccessToken = (seed: number): string => fake("sm_sat_[A-Za-z0-9]{13}Zq7", seed);

export const settlemintServiceAccessToken: Detector = {
  id: "settlemint-service-access-token",
  title: "SettleMint service access token",
  provider: "settlemint",
  category: "crypto",
  severity: "high",
  opens: "Calls one service of an application, such as a node or its storage.",
  prefixes: ["sm_sat_"],
  pattern: alone("sm_sat_[A-Za-z0-9]{16}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("SETTLEMINT_ACCESS_TOKEN", serviceAccessToken), ...sent(serviceAccessToken)],
  counterExamples: [
    ...unlike("SETTLEMINT_ACCESS_TOKEN", "sm_sat_", serviceAccessToken),
    `SETTLEMINT_ACCESS_TOKEN=${fake("sm_sat_[A-Za-z0-9]{10}", 20)}`,
    `SETTLEMINT_ACCESS_TOKEN=${fake("sm_xat_[A-Za-z0-9]{16}", 21)}`, // no kind of theirs
  ],
  references: ["https://console.settlemint.com/documentation/"],
  revoke: "https://console.settlemint.com > the service > Access tokens > Revoke",
};
