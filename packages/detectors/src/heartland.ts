import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const live = (seed: number): string => fake("skapi_prod_[A-Za-z0-9_-]{41}[A-Za-z0-9]", seed);
const cert = (seed: number): string => fake("skapi_cert_[A-Za-z0-9_-]{41}[A-Za-z0-9]", seed);
const REFERENCES = ["https://developer.globalpayments.com/heartland/"];
export const heartlandSecretApiKey: Detector = {
  id: "heartland-secret-api-key",
  title: "Heartland (Global Payments) secret API key",
  provider: "heartland",
  category: "payment",
  severity: "critical",
  opens: "Charges cards, refunds and reads transactions of the merchant.",
  prefixes: ["skapi_prod_"],
  pattern: alone("skapi_prod_[A-Za-z0-9_-]{32,60}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("HEARTLAND_SECRET_API_KEY", live), `config.secretApiKey = "${live(13)}";`],
  counterExamples: [
    ...unlike("HEARTLAND_SECRET_API_KEY", "skapi_prod_", live, 12),
    `HEARTLAND_SECRET_API_KEY=${cert(20)}`, // the test system
    `HEARTLAND_PUBLIC_API_KEY=${fake("pkapi_prod_[A-Za-z0-9]{20}", 21)}`, // public by design
  ],
  references: REFERENCES,
  revoke: "Ask Heartland's developer support for a new key; the old one is then ended",
};

export const heartlandTestApiKey: Detector = {
  id: "heartland-certification-api-key",
  title: "Heartland (Global Payments) certification API key",
  provider: "heartland",
  category: "payment",
  severity: "low",
  opens: "The certification system alone: test cards, no money and no customers.",
  prefixes: ["skapi_cert_"],
  pattern: alone("skapi_cert_[A-Za-z0-9_-]{32,60}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("HEARTLAND_SECRET_API_KEY", cert), `$config->secretApiKey = '${cert(13)}';`],
  counterExamples: [
    ...unlike("HEARTLAND_SECRET_API_KEY", "skapi_cert_", cert, 12),
    `HEARTLAND_SECRET_API_KEY=${live(20)}`,
    `HEARTLAND_PUBLIC_API_KEY=${fake("pkapi_cert_[A-Za-z0-9]{20}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "https://developer.globalpayments.com/ > the account > new certification keys",
};
