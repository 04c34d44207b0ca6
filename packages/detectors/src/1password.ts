import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const opsToken = (seed: number): string =>
  `ops_${toBase64(`{"signInAddress":"acme.1password.com","userAuth":{"method":"SRPg-4096"},"secretKey":"${fake("[A-Z0-9]{200}", seed)}"}`)}`;
export const onepasswordServiceToken: Detector = {
  id: "1password-service-account-token",
  title: "1Password service account token",
  provider: "1password",
  category: "identity",
  severity: "critical",
  opens: "Reads, and mostly writes, all items of the vaults that the service account may see.",
  prefixes: ["ops_eyJ"],
  pattern: /(?<![A-Za-z0-9_-])ops_eyJ[A-Za-z0-9+/_-]{240,2000}={0,2}(?![A-Za-z0-9+/=_-])/,
  window: { before: 8, after: 2048 },
  entropy: 4,
  confidence: 0.97,
  examples: [
    ...shown("OP_SERVICE_ACCOUNT_TOKEN", opsToken),
    `op read op://app/db --token ${opsToken(13)}`.replace("--token ", "OP_SERVICE_ACCOUNT_TOKEN="),
  ],
  counterExamples: [
    `OP_SERVICE_ACCOUNT_TOKEN=\${OP_SERVICE_ACCOUNT_TOKEN}`,
    `OP_SERVICE_ACCOUNT_TOKEN=${opsToken(20).slice(0, 120)}`,
    `OP_SERVICE_ACCOUNT_TOKEN=ops_eyJ${"x".repeat(300)}`,
    `dev${opsToken(21)}`,
  ],
  references: ["https://developer.1password.com/docs/service-accounts/"],
  revoke: "https://start.1password.com > Developer > the service account > Rotate or revoke token",
};

const secretKey = (seed: number): string => fake("A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}", seed);
export const onepasswordSecretKey: Detector = {
  id: "1password-secret-key",
  title: "1Password account Secret Key",
  provider: "1password",
  category: "identity",
  severity: "high",
  opens: "One of the two halves that decrypt the account: only the owner's password is then missing.",
  prefixes: ["A3-"],
  pattern: alone("A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("OP_SECRET_KEY", secretKey), `op account add --address acme.1password.com --secret-key ${secretKey(13)}`],
  counterExamples: [
    ...unlike("OP_SECRET_KEY", "A3-", secretKey),
    `OP_SECRET_KEY=A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX`,
    `OP_SECRET_KEY=${fake("A3-[a-z0-9]{6}-[a-z0-9]{6}-[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}", 20)}`,
  ],
  references: ["https://support.1password.com/secret-key-security/"],
  revoke: "https://start.1password.com > Profile > Regenerate Secret Key",
};
