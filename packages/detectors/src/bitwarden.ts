import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const secretsManagerTokenValue = (seed: number): string =>
  fake("0.[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==", seed);
export const bitwardenSecretsManagerToken: Detector = {
  id: "bitwarden-secrets-manager-token",
  title: "Bitwarden Secrets Manager access token",
  provider: "bitwarden",
  category: "security",
  severity: "critical",
  opens: "Reads, and where allowed writes, every secret that the machine account may see; its second half decrypts them.",
  keywords: ["bws_", "bws ", "bwsaccess", "bitwarden"],
  pattern:
    /(?<![A-Za-z0-9.])0\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==(?![A-Za-z0-9+/=])/,
  entropy: 4.3,
  confidence: 0.98,
  examples: [
    ...shown("BWS_ACCESS_TOKEN", secretsManagerTokenValue),
    `bws secret list --access-token ${secretsManagerTokenValue(13)}\n`,
    `bitwarden:\n  access_token: "${secretsManagerTokenValue(15)}"\n`,
  ],
  counterExamples: [
    `BWS_ACCESS_TOKEN=\${BWS_ACCESS_TOKEN}`,
    `BWS_ACCESS_TOKEN=0.${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 33)}`,
    `ACCESS_TOKEN=${secretsManagerTokenValue(35)}`, // no provider's word
    `BWS_ACCESS_TOKEN=0.${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}.[A-Za-z0-9]{30}", 37)}`,
  ],
  references: ["https://bitwarden.com/help/access-tokens/"],
  revoke: "Bitwarden Secrets Manager > Machine accounts > the account > Access tokens > Revoke",
};

const clientSecretValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{27}", seed);
export const bitwardenClientSecret: Detector = {
  id: "bitwarden-client-secret",
  title: "Bitwarden API client secret",
  provider: "bitwarden",
  category: "security",
  severity: "high",
  opens:
    "With the client ID it signs in as the user or organisation; a vault stays encrypted, an organisation's members and policies can be changed.",
  keywords: ["bitwarden", "bw_client", "bwclient", "vaultwarden"],
  pattern: named("bitwarden|bw(?=_?client)|vaultwarden", "(?:api[_.-]?)?client[_.-]?secret", `${MIXED}[A-Za-z0-9]{30}`),
  entropy: 3.6,
  confidence: 0.85,
  companions: [
    { name: "clientId", pattern: /(?:user|organization)\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, withinBytes: 192 },
  ],
  examples: [
    ...shown("BW_CLIENTSECRET", clientSecretValue),
    ...shown("BITWARDEN_CLIENT_SECRET", clientSecretValue),
    `BW_CLIENTID=user.${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 13)}\nBW_CLIENTSECRET=${clientSecretValue(14)}\n`,
    `vaultwarden_client_secret: ${clientSecretValue(15)}\n`,
  ],
  counterExamples: [...nearMisses("BW_CLIENTSECRET", clientSecretValue), `BW_CLIENTID=${clientSecretValue(31)}`],
  references: ["https://bitwarden.com/help/personal-api-key/"],
  revoke: "https://vault.bitwarden.com/#/settings/security/security-keys > Rotate API key",
};
