import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const flutterwave = (seed: number): string => fake("FLWSECK-[0-9a-f]{32}-X", seed);
export const flutterwaveSecretKey: Detector = {
  id: "flutterwave-secret-key",
  title: "Flutterwave live secret key",
  provider: "flutterwave",
  category: "payment",
  severity: "critical",
  opens: "Everything in the account: charges, refunds and transfers.",
  prefixes: ["FLWSECK-"],
  pattern: alone("FLWSECK-[a-z0-9]{32}(?:-[a-z0-9]{10,12})?-X"),
  entropy: 3,
  confidence: 0.97,
  examples: [...shown("FLW_SECRET_KEY", flutterwave), ...sent(flutterwave)],
  counterExamples: [
    ...unlike("FLW_SECRET_KEY", "FLWSECK-", flutterwave),
    `FLW_SECRET_KEY=${fake("FLWSECK_TEST-[0-9a-f]{32}-X", 20)}`, // test mode
    `FLW_PUBLIC_KEY=${fake("FLWPUBK-[0-9a-f]{32}-X", 21)}`, // public
  ],
  references: ["https://developer.flutterwave.com/docs/authentication"],
  revoke: "Dashboard > Settings > API keys > Generate new keys",
};

const testKey = (seed: number): string => fake("FLWSECK_TEST-[0-9a-f]{32}-X", seed);
const short = (seed: number): string => fake("FLWSECK_TEST[0-9a-f]{11}[0-9]", seed);
export const flutterwaveTestSecretKey: Detector = {
  id: "flutterwave-test-secret-key",
  title: "Flutterwave test secret or encryption key",
  provider: "flutterwave",
  category: "payment",
  severity: "low",
  opens: "The test mode alone: no real money and no real customers.",
  prefixes: ["FLWSECK_TEST"],
  // The key itself, or (12 digits and no hyphen) the one that encrypts cards for it.
  pattern: alone("FLWSECK_TEST(?:-[a-z0-9]{32}-X|-?[0-9a-h]{12})"),
  entropy: 2.5,
  confidence: 0.97,
  examples: [...shown("FLW_SECRET_KEY", testKey), `FLW_ENCRYPTION_KEY=${short(13)}\n`],
  counterExamples: [
    ...unlike("FLW_SECRET_KEY", "FLWSECK_TEST-", testKey),
    `FLW_SECRET_KEY=${flutterwave(20)}`, // live
    `FLW_PUBLIC_KEY=${fake("FLWPUBK_TEST-[0-9a-f]{32}-X", 21)}`,
  ],
  references: ["https://developer.flutterwave.com/docs/authentication"],
  revoke: "Dashboard > Settings > API keys > Generate new keys, in test mode",
};

const publicKey = (seed: number): string => fake("FLWPUBK-[0-9a-f]{32}-X", seed);
export const flutterwavePublicKey: Detector = {
  id: "flutterwave-public-key",
  title: "Flutterwave public key",
  provider: "flutterwave",
  category: "payment",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and apps, names the account and only starts payments to it.",
  prefixes: ["FLWPUBK-", "FLWPUBK_TEST-"],
  pattern: alone("FLWPUBK(?:_TEST)?-[a-z0-9]{32}-X"),
  entropy: 3,
  confidence: 0.97,
  examples: [...shown("FLW_PUBLIC_KEY", publicKey), `FLW_PUBLIC_KEY=${fake("FLWPUBK_TEST-[0-9a-f]{32}-X", 13)}\n`],
  counterExamples: [
    ...unlike("FLW_PUBLIC_KEY", "FLWPUBK-", publicKey),
    `FLW_SECRET_KEY=${flutterwave(20)}`,
    `FLW_PUBLIC_KEY=FLWPUBK-${"x".repeat(32)}-X`,
  ],
  references: ["https://developer.flutterwave.com/docs/authentication"],
  revoke: "Not needed: it may be public",
};
