import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const PAYPAL_VALUE = "(?=[A-Za-z0-9_-]{0,79}[0-9])(?=[A-Za-z0-9_-]{0,79}[a-z])E(?:[A-Za-z0-9_-]{79}|[A-Za-z0-9_-]{59})";
const paypal = (seed: number): string => fake("E[A-Za-z0-9_-]{77}[a-z]7", seed);
const paypalId = (seed: number): string => fake("A[A-Za-z0-9_-]{78}7", seed);
export const paypalClientSecret: Detector = {
  id: "paypal-client-secret",
  title: "PayPal client secret",
  provider: "paypal",
  category: "payment",
  severity: "critical",
  opens: "With the client id, which is often beside it, it takes payments, refunds and, if allowed, pays out.",
  keywords: ["paypal"],
  pattern: named("paypal", "(?:client|app|live|sandbox)?[_.-]?(?:client[_.-]?)?secret", PAYPAL_VALUE),
  window: { before: 96, after: 400 },
  entropy: 4.3,
  confidence: 0.8,
  companions: [
    { name: "clientId", pattern: /(?<![A-Za-z0-9_-])A(?:[A-Za-z0-9_-]{79}|[A-Za-z0-9_-]{59})(?![A-Za-z0-9_-])/, withinBytes: 320 },
  ],
  examples: [
    ...shown("PAYPAL_CLIENT_SECRET", paypal),
    `PAYPAL_CLIENT_ID=${paypalId(13)}\nPAYPAL_CLIENT_SECRET=${paypal(14)}\n`,
    `PAYPAL_SECRET=${fake("E[A-Za-z0-9_-]{57}[a-z]7", 17)}\n`, // the older length
    `paypal:\n  client_id: ${paypalId(15)}\n  client_secret: ${paypal(16)}\n`,
  ],
  counterExamples: [
    `PAYPAL_CLIENT_SECRET=\${PAYPAL_CLIENT_SECRET}`,
    `PAYPAL_CLIENT_SECRET=${paypal(20).slice(0, -1)}`,
    `PAYPAL_CLIENT_ID=${paypalId(21)}`, // public
    `PAYPAL_CLIENT_SECRET=E${"X".repeat(79)}`,
    `paypal ${paypal(22)}`,
  ],
  references: ["https://developer.paypal.com/api/rest/authentication/"],
  revoke: "https://developer.paypal.com/dashboard/applications > the app > generate a new secret, disable this one",
};
