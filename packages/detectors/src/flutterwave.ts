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
