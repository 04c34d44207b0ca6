import { type Detector, fake } from "@stanch/model";

const ikey = (seed: number): string => fake("DI[0-9A-Z]{18}", seed);
const make = (seed: number): string => fake("[A-Za-z0-9]{40}", seed);
const host = (seed: number): string => fake("api-[0-9a-f]{8}.duosecurity.com", seed);
export const duoIntegrationSecretKey: Detector = {
  id: "duo-integration-secret-key",
  title: "Duo Security secret key (client secret)",
  provider: "duo",
  category: "identity",
  severity: "critical",
  opens:
    "With the integration key it decides what Duo's check of second factors answers; of the Admin API it reads and changes users and devices.",
  // The names are short and the API's host or a name that opens with `duo_` stands beside them.
  keywords: ["duosecurity.com", "duo_ikey", "duo_skey", "duo_secret", "duo_client", "duo_integration", "duo-client", "duo_api"],
  pattern:
    /(?<=(?:s(?:ecret)?[_-]?key|client[_-]?secret|[_-]secret)["']?\s{0,8}(?:=>|[:=,])\s{0,8}["']?)(?<secret>[A-Za-z0-9]{40})(?![A-Za-z0-9_=+/-])/i,
  window: { before: 256, after: 384 },
  entropy: 3.8,
  confidence: 0.85,
  companions: [
    { name: "integrationKey", pattern: /(?<![A-Za-z0-9])DI[0-9A-Z]{18}(?![A-Za-z0-9])/, withinBytes: 512, required: true },
    { name: "host", pattern: /api-[0-9a-f]{6,12}\.duosecurity\.com/, withinBytes: 512 },
  ],
  examples: [
    `[duo_client]\nikey=${ikey(1)}\nskey=${make(2)}\napi_host=${host(3)}\n`,
    `DUO_IKEY=${ikey(4)}\nDUO_SKEY=${make(5)}\n`,
    `{"clientId": "${ikey(6)}", "clientSecret": "${make(7)}", "apiHost": "${host(8)}"}`,
    `duo:\n  integration_key: ${ikey(9)}\n  secret_key: "${make(10)}"\n  host: ${host(11)}\n`,
    `export DUO_CLIENT_ID=${ikey(12)} DUO_CLIENT_SECRET=${make(13)}\n`,
  ],
  counterExamples: [
    `DUO_IKEY=${ikey(20)}\nDUO_SKEY=\${DUO_SKEY}\n`,
    `DUO_IKEY=${ikey(21)}\nDUO_SKEY=${make(22).slice(1)}\n`,
    `DUO_SKEY=${make(23)}\n`, // useless without the integration key
    `[duo_client]\nikey=${ikey(24)}\nskey=${"x".repeat(40)}\napi_host=${host(25)}\n`,
    `[duo_client]\nikey=${ikey(26)}\ncommit ${fake("[0-9a-f]{40}", 27)}\n`,
  ],
  references: ["https://duo.com/docs/protecting-applications", "https://duo.com/docs/authapi"],
  revoke: "https://admin.duosecurity.com > Applications > the application > Reset secret key",
};
