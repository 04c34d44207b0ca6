import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const serverKey = (seed: number): string => fake("Mid-server-[A-Za-z0-9_-]{23}[A-Za-z0-9]", seed);
export const midtransServerKey: Detector = {
  id: "midtrans-server-key",
  title: "Midtrans production server key",
  provider: "midtrans",
  category: "payment",
  severity: "critical",
  opens: "Charges, refunds and cancels payments of the merchant and reads every transaction.",
  prefixes: ["Mid-server-"],
  pattern: alone("Mid-server-[A-Za-z0-9_-]{16,32}"),
  entropy: 3.4,
  confidence: 0.95,
  examples: [...shown("MIDTRANS_SERVER_KEY", serverKey), `Midtrans::Config::$serverKey = '${serverKey(13)}';`],
  counterExamples: [
    ...unlike("MIDTRANS_SERVER_KEY", "Mid-server-", serverKey, 12),
    `MIDTRANS_SERVER_KEY=${fake("SB-Mid-server-[A-Za-z0-9_-]{24}", 20)}`, // the sandbox's
    `MIDTRANS_CLIENT_KEY=${fake("Mid-client-[A-Za-z0-9_]{16}", 21)}`, // public
  ],
  references: ["https://docs.midtrans.com/docs/midtrans-account"],
  revoke: "https://dashboard.midtrans.com > Settings > Access keys > Regenerate, or ask Midtrans",
};

const sandboxServerKey = (seed: number): string => fake("SB-Mid-server-[A-Za-z0-9_-]{23}[A-Za-z0-9]", seed);
export const midtransSandboxServerKey: Detector = {
  id: "midtrans-sandbox-server-key",
  title: "Midtrans sandbox server key",
  provider: "midtrans",
  category: "payment",
  severity: "low",
  opens: "Only the sandbox: no real payment and no real customer.",
  prefixes: ["SB-Mid-server-"],
  pattern: alone("SB-Mid-server-[A-Za-z0-9_-]{16,32}"),
  entropy: 3.4,
  confidence: 0.95,
  examples: [...shown("MIDTRANS_SERVER_KEY", sandboxServerKey)],
  counterExamples: [
    ...unlike("MIDTRANS_SERVER_KEY", "SB-Mid-server-", sandboxServerKey, 12),
    `MIDTRANS_SERVER_KEY=${fake("Mid-server-[A-Za-z0-9_-]{24}", 20)}`,
  ],
  references: ["https://docs.midtrans.com/docs/midtrans-account"],
  revoke: "https://dashboard.sandbox.midtrans.com > Settings > Access keys",
};

const clientKey = (seed: number): string => fake("Mid-client-[A-Za-z0-9_-]{15}[A-Za-z0-9]", seed);
export const midtransClientKey: Detector = {
  id: "midtrans-client-key",
  title: "Midtrans client key",
  provider: "midtrans",
  category: "payment",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in payment pages and only turns a card into a token.",
  prefixes: ["Mid-client-"],
  pattern: alone("(?:SB-)?Mid-client-[A-Za-z0-9_-]{12,32}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("MIDTRANS_CLIENT_KEY", clientKey), `data-client-key="${fake("SB-Mid-client-[A-Za-z0-9_-]{15}[A-Za-z0-9]", 13)}"`],
  counterExamples: [
    ...unlike("MIDTRANS_CLIENT_KEY", "Mid-client-", clientKey, 8),
    `MIDTRANS_CLIENT_KEY=${fake("Mid-server-[A-Za-z0-9]{24}", 20)}`,
  ],
  references: ["https://docs.midtrans.com/docs/midtrans-account"],
  revoke: "Not needed: it may be public",
};
