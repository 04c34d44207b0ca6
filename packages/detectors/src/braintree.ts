import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const braintree = (seed: number): string => fake("access_token$production$[a-z0-9]{16}$[0-9a-f]{32}", seed);
export const braintreeAccessToken: Detector = {
  id: "braintree-access-token",
  title: "Braintree access token",
  provider: "braintree",
  category: "payment",
  severity: "critical",
  opens: "Takes payments, refunds and reads the merchant's customers.",
  prefixes: ["access_token$production$"],
  pattern: /(?<![A-Za-z0-9_-])access_token\$production\$[a-z0-9]{16}\$[0-9a-f]{32}(?![A-Za-z0-9])/,
  confidence: 0.97,
  examples: [...shown("BRAINTREE_ACCESS_TOKEN", braintree), `gateway = braintree.BraintreeGateway(access_token='${braintree(13)}')`],
  counterExamples: [
    ...unlike("BRAINTREE_ACCESS_TOKEN", "access_token$production$", braintree),
    `TOKEN=${fake("access_token$sandbox$[a-z0-9]{16}$[0-9a-f]{32}", 20)}`, // the sandbox's
    `access_token$production$merchant$key`,
  ],
  references: ["https://developer.paypal.com/braintree/docs"],
  revoke: "Control panel > API > Access tokens > Delete",
};

const btPrivate = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const braintreePrivateKey: Detector = {
  id: "braintree-private-key",
  title: "Braintree private key",
  provider: "braintree",
  category: "payment",
  severity: "critical",
  opens: "With the public key and the merchant id, which are often beside it, it takes payments and refunds.",
  keywords: ["braintree", "bt_private"],
  pattern: named("braintree|bt(?=_private)", "private[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "publicKey", pattern: /(?<![A-Za-z0-9])[a-z0-9]{16}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("BRAINTREE_PRIVATE_KEY", btPrivate),
    `BT_PUBLIC_KEY=${fake("[a-z0-9]{16}", 13)}\nBT_PRIVATE_KEY=${btPrivate(14)}\n`,
    `gateway = braintree.BraintreeGateway(\n  public_key="${fake("[a-z0-9]{16}", 15)}",\n  private_key="${btPrivate(16)}",\n)`,
  ],
  counterExamples: [
    `BRAINTREE_PRIVATE_KEY=\${BRAINTREE_PRIVATE_KEY}`,
    `BRAINTREE_PRIVATE_KEY=${btPrivate(20).slice(1)}`,
    `braintree-web md5 ${btPrivate(21)}`,
    `# braintree\nIMAGEKIT_PRIVATE_KEY=${btPrivate(22)}`,
  ],
  references: ["https://developer.paypal.com/braintree/docs"],
  revoke: "Control panel > API > Keys > Delete",
};
