import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const deviceTokenValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{28}[A-Za-z0-9]", seed);
export const blynkDeviceToken: Detector = {
  id: "blynk-device-token",
  title: "Blynk device auth token",
  provider: "blynk",
  category: "cloud",
  severity: "high",
  opens: "Acts as the device: reads its values and switches whatever is wired to it.",
  keywords: ["blynk"],
  pattern: named(
    "blynk",
    "(?:device|auth|access|api|org(?:anization)?)?[_.-]?(?:access[_.-]?)?(?:token|key)",
    `${WIDE_MIXED}(?:[A-Za-z0-9_-]{32}|[A-Za-z0-9_-]{40})`,
  ),
  entropy: 3.6,
  confidence: 0.85,
  examples: [
    ...shown("BLYNK_AUTH_TOKEN", deviceTokenValue),
    `#define BLYNK_TEMPLATE_ID "TMPL"\n#define BLYNK_AUTH_TOKEN "${deviceTokenValue(13)}"\n`,
    `https://blynk.cloud/external/api/get?token=${deviceTokenValue(15)}&v1`,
    `BLYNK_ORG_ACCESS_TOKEN=${fake("[a-z][A-Z][0-9][A-Za-z0-9]{37}", 17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("BLYNK_AUTH_TOKEN", deviceTokenValue),
    `BLYNK_TEMPLATE_ID=${deviceTokenValue(31)}`, // public
  ],
  references: ["https://docs.blynk.io/en/getting-started/activating-devices/manual-device-activation"],
  revoke: "https://blynk.cloud > the device > Device info > Auth token > Refresh",
};

const organizationClientSecretValue = (seed: number): string => fake("oa2-client-id_[A-Za-z0-9_-]{32}:[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
export const blynkOrganizationClientSecret: Detector = {
  id: "blynk-organization-client-secret",
  title: "Blynk organisation client secret or token",
  provider: "blynk",
  category: "cloud",
  severity: "critical",
  opens: "Acts for the whole organisation: reads and changes its devices, users and what is wired to them.",
  rules: [
    {
      prefixes: ["oa2-client-id_"],
      pattern:
        /oa2-client-id_[A-Za-z0-9_-]{32}(?::|&client_secret=|["']?[,\s]{1,40}["']?(?:[A-Za-z]{1,20}_)?(?:[Cc]lient|CLIENT)?_?(?:[Ss]ecret|SECRET)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?)(?<secret>[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/,
      window: { before: 8, after: 192 },
      entropy: 4,
      confidence: 0.96,
      companions: [{ name: "clientId", pattern: /oa2-client-id_[A-Za-z0-9_-]{32}/, withinBytes: 128 }],
    },
    {
      id: "token",
      keywords: ["blynk.cloud/api/organization"],
      pattern: /(?<=[Bb]earer )[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])/,
      window: { before: 160, after: 200 },
      entropy: 4,
      confidence: 0.92,
    },
  ],
  examples: [
    `curl -X POST -u ${organizationClientSecretValue(13)} https://fra1.blynk.cloud/oauth2/token?grant_type=client_credentials\n`,
    `BLYNK_CLIENT_ID=${fake("oa2-client-id_[A-Za-z0-9_-]{32}", 15)}\nBLYNK_CLIENT_SECRET=${fake("[A-Za-z0-9_-]{39}[A-Za-z0-9]", 16)}\n`,
    `curl https://fra1.blynk.cloud/api/organization/profile -H "Authorization: Bearer ${fake("[A-Za-z0-9_-]{39}[A-Za-z0-9]", 17)}"`,
  ],
  counterExamples: [
    `BLYNK_CLIENT_ID=${fake("oa2-client-id_[A-Za-z0-9_-]{32}", 31)}`,
    `curl https://fra1.blynk.cloud/api/organization/profile -H "Authorization: Bearer $TOKEN"`,
    `curl -u ${fake("oa2-client-id_[A-Za-z0-9_-]{32}", 35)}:$SECRET https://blynk.cloud/oauth2/token`,
    `curl https://api.acme.io/organization -H "Authorization: Bearer ${fake("[A-Za-z0-9_-]{40}", 37)}"`, // another provider's
  ],
  references: ["https://docs.blynk.io/en/blynk.cloud/organization-https-api/authentication"],
  revoke: "https://blynk.cloud > Settings > Developers > OAuth 2.0 > delete the client",
};
