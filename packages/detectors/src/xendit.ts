import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const secretKey = (seed: number): string => fake("xnd_production_[A-Za-z0-9]{58}Zq", seed);

export const xenditSecretKey: Detector = {
  id: "xendit-secret-key",
  title: "Xendit secret API key",
  provider: "xendit",
  category: "payment",
  severity: "critical",
  opens: "Takes and pays out money of the account, within the permissions of the key, and reads its customers.",
  prefixes: ["xnd_production_"],
  pattern: alone("xnd_production_[A-Za-z0-9]{56,72}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("XENDIT_API_KEY", secretKey)],
  counterExamples: [
    ...unlike("XENDIT_API_KEY", "xnd_production_", secretKey, 10),
    `XENDIT_API_KEY=${fake("xnd_production_[A-Za-z0-9]{20}", 20)}`,
    `XENDIT_API_KEY=${fake("xnd_development_[A-Za-z0-9]{60}", 21)}`, // another kind
  ],
  references: ["https://docs.xendit.co/docs/api-keys"],
  revoke: "https://dashboard.xendit.co/settings/developers#api-keys > Delete",
};

const testSecretKey = (seed: number): string => fake("xnd_development_[A-Za-z0-9]{58}Zq", seed);

export const xenditTestSecretKey: Detector = {
  id: "xendit-test-secret-key",
  title: "Xendit secret API key (test mode)",
  provider: "xendit",
  category: "payment",
  severity: "low",
  opens: "The account's test mode: no real money and no real customers.",
  prefixes: ["xnd_development_"],
  pattern: alone("xnd_development_[A-Za-z0-9]{56,72}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("XENDIT_API_KEY", testSecretKey)],
  counterExamples: [
    ...unlike("XENDIT_API_KEY", "xnd_development_", testSecretKey, 10),
    `XENDIT_API_KEY=${fake("xnd_development_[A-Za-z0-9]{20}", 20)}`,
    `XENDIT_API_KEY=${fake("xnd_production_[A-Za-z0-9]{60}", 21)}`, // another kind
  ],
  references: ["https://docs.xendit.co/docs/api-keys"],
  revoke: "https://dashboard.xendit.co/settings/developers#api-keys > Delete",
};

const publicKey = (seed: number): string => fake("xnd_public_production_[A-Za-z0-9]{58}Zq", seed);

export const xenditPublicKey: Detector = {
  id: "xendit-public-key",
  title: "Xendit public API key",
  provider: "xendit",
  category: "payment",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and apps and only makes card tokens.",
  prefixes: ["xnd_public_production_"],
  pattern: alone("xnd_public_production_[A-Za-z0-9]{56,72}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("XENDIT_PUBLIC_KEY", publicKey)],
  counterExamples: [
    ...unlike("XENDIT_PUBLIC_KEY", "xnd_public_production_", publicKey, 10),
    `XENDIT_API_KEY=${fake("xnd_public_production_[A-Za-z0-9]{20}", 20)}`,
    `XENDIT_API_KEY=${fake("xnd_production_[A-Za-z0-9]{60}", 21)}`, // another kind
  ],
  references: ["https://docs.xendit.co/docs/api-keys"],
  revoke: "https://dashboard.xendit.co/settings/developers#api-keys > Delete",
};
