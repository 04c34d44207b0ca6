import { type Detector, fake } from "@stanch/model";

// Any printable characters but quotes and backslash, as the service makes them.
const SET = "[A-Za-z0-9{}?@!~#&^*%.,:;-]";
const make = (seed: number): string => fake(`sk_${SET}{28}[A-Za-z0-9]`, seed);
export const freemiusSecretKey: Detector = {
  id: "freemius-secret-key",
  title: "Freemius secret key",
  provider: "freemius",
  category: "payment",
  severity: "high",
  opens: "Signs calls for the product: reads its customers and licences, changes prices, and deploys versions to all sites that run it.",
  // `sk_` opens many providers' keys: the call that starts the SDK, or the product's name, must stand near.
  keywords: ["freemius", "fs_dynamic_init"],
  pattern: /(?<=secret[_-]?key["']?\s{0,16}(?:=>|[:=,])\s{0,16}["']?)(?<secret>sk_[!#-&(-[\]-_a-~]{29})(?![!#-&(-+.-:<-[\]-_a-~-])/i,
  window: { before: 256, after: 768 },
  entropy: 3.5,
  confidence: 0.85,
  companions: [{ name: "publicKey", pattern: /pk_[!#-&(-[\]-_a-~]{29}/, withinBytes: 256 }],
  examples: [
    `$fs = fs_dynamic_init( array(\n  'id' => '1234',\n  'public_key' => '${fake("pk_[a-f0-9]{29}", 2)}',\n  'secret_key' => '${make(1)}',\n) );`,
    `FREEMIUS_SECRET_KEY=${make(3)}\n`,
    `{"freemius": {"plugin_id": 12, "secret_key": "${make(4)}"}}`,
  ],
  counterExamples: [
    `$fs = fs_dynamic_init( array( 'public_key' => '${fake("pk_[a-f0-9]{29}", 20)}' ) );`, // public
    `FREEMIUS_SECRET_KEY=\${FREEMIUS_SECRET_KEY}`,
    `FREEMIUS_SECRET_KEY=sk_${"x".repeat(29)}`,
    `FREEMIUS_SECRET_KEY=${make(21).slice(0, -1)}\n`,
    `'secret_key' => '${make(22)}'`, // nobody's name
  ],
  references: ["https://freemius.com/help/documentation/wordpress-sdk/integrating-freemius-sdk/"],
  revoke: "Developer dashboard > the product > Settings > Keys > ask support to replace the secret key",
};
