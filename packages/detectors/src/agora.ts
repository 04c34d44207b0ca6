import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const appCertificateValue = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const agoraAppCertificate: Detector = {
  id: "agora-app-certificate",
  title: "Agora app certificate",
  provider: "agora",
  category: "messaging",
  severity: "high",
  opens: "With the app ID it signs tokens for every channel: anybody joins, listens and streams at the owner's cost.",
  keywords: ["agora"],
  pattern: named("agora", "(?:app|primary|secondary)?[_.-]?cert(?:ificate)?", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.8,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("AGORA_APP_CERTIFICATE", appCertificateValue),
    `AGORA_APP_ID=${fake("[0-9a-f]{32}", 13)}\nAGORA_APP_CERTIFICATE=${appCertificateValue(14)}\n`,
    `agora:\n  appId: "x"\n  appCertificate: "${appCertificateValue(15)}"\n`,
  ],
  counterExamples: [
    ...nearMisses("AGORA_APP_CERTIFICATE", appCertificateValue),
    `AGORA_APP_ID=${appCertificateValue(31)}`, // the public half
    `AGORA_CUSTOMER_KEY=${appCertificateValue(33)}`,
  ],
  references: ["https://docs.agora.io/en/video-calling/token-authentication/deploy-token-server"],
  revoke: "https://console.agora.io > the project > Security > secondary certificate, then delete the primary one",
};

const customerSecretValue = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const agoraCustomerSecret: Detector = {
  id: "agora-customer-secret",
  title: "Agora customer secret of the REST API",
  provider: "agora",
  category: "messaging",
  severity: "high",
  opens: "With the customer key it manages the account's projects and recordings and bans users.",
  keywords: ["agora"],
  pattern: named("agora", "(?:customer|rest(?:ful)?)[_.-]?(?:api[_.-]?)?secret", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.8,
  companions: [{ name: "customerKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("AGORA_CUSTOMER_SECRET", customerSecretValue),
    `AGORA_CUSTOMER_KEY=${fake("[0-9a-f]{32}", 13)}\nAGORA_CUSTOMER_SECRET=${customerSecretValue(14)}\n`,
  ],
  counterExamples: [
    ...nearMisses("AGORA_CUSTOMER_SECRET", customerSecretValue),
    `AGORA_APP_ID=${customerSecretValue(31)}`,
    `AGORA_CUSTOMER_KEY=${customerSecretValue(33)}`,
  ],
  references: ["https://docs.agora.io/en/video-calling/reference/restful-authentication"],
  revoke: "https://console.agora.io > Developer toolkit > RESTful API > delete the key",
};
