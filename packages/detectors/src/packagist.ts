import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const apiSecret = (seed: number): string => fake("packagist_acs_[0-9a-f]{64}", seed);
export const packagistApiSecret: Detector = {
  id: "packagist-api-secret",
  title: "Private Packagist API secret",
  provider: "packagist",
  category: "registry",
  severity: "critical",
  opens: "With the API key it signs calls that manage the organisation: its packages, customers, teams and their tokens.",
  prefixes: ["packagist_acs_"],
  pattern: alone("packagist_acs_[0-9a-f]{64,96}"),
  entropy: 3.4,
  confidence: 0.97,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])packagist_ack_[0-9a-f]{28,32}(?![A-Za-z0-9])/, withinBytes: 512 }],
  examples: [
    ...shown("PACKAGIST_API_SECRET", apiSecret),
    `PACKAGIST_API_KEY=${fake("packagist_ack_[0-9a-f]{32}", 13)}\nPACKAGIST_API_SECRET=${apiSecret(14)}\n`,
  ],
  counterExamples: [
    ...unlike("PACKAGIST_API_SECRET", "packagist_acs_", apiSecret),
    `PACKAGIST_API_KEY=${fake("packagist_ack_[0-9a-f]{32}", 20)}`,
    `PACKAGIST_API_SECRET=${fake("packagist_acs_[g-z]{64}", 21)}`,
  ],
  references: ["https://packagist.com/docs/api-authentication"],
  revoke: "https://packagist.com > Organization > Settings > API access > Delete",
};

const organizationToken = (seed: number): string => fake("packagist_ort_[0-9a-f]{68}", seed);
export const packagistOrganizationToken: Detector = {
  id: "packagist-organization-token",
  title: "Private Packagist organization authentication token",
  provider: "packagist",
  category: "registry",
  severity: "high",
  opens: "Downloads all private packages of the organisation, so its source code; an update token also triggers updates.",
  prefixes: ["packagist_ort_", "packagist_out_"],
  pattern: alone("packagist_o[ru]t_[0-9a-f]{68}"),
  entropy: 3.4,
  confidence: 0.97,
  examples: [
    ...shown("COMPOSER_TOKEN", organizationToken),
    `composer config --global --auth http-basic.repo.packagist.com token ${organizationToken(13)}`,
    `TOKEN=${fake("packagist_out_[0-9a-f]{68}", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("COMPOSER_TOKEN", "packagist_ort_", organizationToken),
    `COMPOSER_TOKEN=${fake("packagist_ort_[0-9a-f]{40}", 20)}`,
    `COMPOSER_TOKEN=${fake("packagist_ott_[0-9a-f]{68}", 21)}`,
  ],
  references: ["https://packagist.com/docs/composer-authentication"],
  revoke: "https://packagist.com > Organization > Settings > Authentication tokens > Delete",
};
