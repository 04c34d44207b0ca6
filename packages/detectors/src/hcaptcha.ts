import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("ES_[0-9a-f]{32}", seed);
const old = (seed: number): string => fake("0x[0-9A-Fa-f]{40}", seed);
const WORD = "h_?captcha";
const NAME = "(?:(?:api|private|server|site)[_.-]?)?(?:secret(?:[_.-]?key)?|private[_.-]?key)";
export const hcaptchaSecretKey: Detector = {
  id: "hcaptcha-secret-key",
  title: "hCaptcha secret key",
  provider: "hcaptcha",
  category: "security",
  severity: "low",
  opens: "Asks whether a visitor's answer is right, at the account's cost; it cannot make answers pass or read the account.",
  // `ES_` opens names of Elasticsearch: the word must stand in the name.
  keywords: ["hcaptcha", "h_captcha"],
  pattern: named(WORD, NAME, "(?:ES_[0-9a-f]{32}|0x[0-9A-Fa-f]{40})"),
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("HCAPTCHA_SECRET_KEY", make), `HCAPTCHA_SECRET=${old(13)}\n`, `H_CAPTCHA_SECRET=${make(14)}\n`],
  counterExamples: [
    ...nearMisses("HCAPTCHA_SECRET_KEY", make),
    `HCAPTCHA_SECRET=0x${"0".repeat(40)}`, // for tests, the documents' own
    `HCAPTCHA_SITEKEY=10000000-ffff-ffff-ffff-000000000001`,
    `ES_SECRET=${make(20)}`,
  ],
  references: ["https://docs.hcaptcha.com/#verify-the-user-response-server-side"],
  revoke: "https://dashboard.hcaptcha.com/settings > Secret key > Generate new secret",
};
