import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown } from "./_token.ts";

const razorpay = (seed: number): string => fake("[A-Za-z0-9]{21}[A-Z][a-z]7", seed);
const razorpayId = (seed: number): string => fake("rzp_live_[A-Za-z0-9]{14}", seed);
export const razorpayKeySecret: Detector = {
  id: "razorpay-key-secret",
  title: "Razorpay key secret",
  provider: "razorpay",
  category: "payment",
  severity: "critical",
  opens: "With the key id, which is often beside it, it takes payments, refunds and reads the customers.",
  keywords: ["razorpay", "rzp_live_"],
  pattern: named("razorpay|rzp(?=_)", "(?:api)?[_.-]?(?:key)?[_.-]?secret", `${MIXED}[A-Za-z0-9]{24}`),
  entropy: 3.8,
  confidence: 0.65,
  companions: [{ name: "keyId", pattern: /(?<![A-Za-z0-9_])rzp_(?:live|test)_[A-Za-z0-9]{14}(?![A-Za-z0-9])/, withinBytes: 320 }],
  examples: [
    ...shown("RAZORPAY_KEY_SECRET", razorpay),
    `RAZORPAY_KEY_ID=${razorpayId(13)}\nRAZORPAY_KEY_SECRET=${razorpay(14)}\n`,
    `new Razorpay({ key_id: "${razorpayId(15)}", key_secret: "${razorpay(16)}" })`,
  ],
  counterExamples: [
    `RAZORPAY_KEY_SECRET=\${RAZORPAY_KEY_SECRET}`,
    `RAZORPAY_KEY_SECRET=${razorpay(20).slice(1)}`,
    `RAZORPAY_KEY_ID=${razorpayId(21)}`, // public
    `RAZORPAY_KEY_SECRET=YOUR_KEY_SECRET_GOES_HERE`,
    `# razorpay\nPUSHER_APP_SECRET=${fake("[a-z0-9]{20}", 22)}`,
  ],
  references: ["https://razorpay.com/docs/api/authentication/"],
  revoke: "https://dashboard.razorpay.com/app/website-app-settings/api-keys > Regenerate key",
};
