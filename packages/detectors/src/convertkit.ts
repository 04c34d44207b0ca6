import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{40}", seed);
export const convertkitApiSecret: Detector = {
  id: "convertkit-api-secret",
  title: "Kit (ConvertKit) API secret",
  provider: "convertkit",
  category: "email",
  severity: "high",
  opens: "Reads and changes subscribers and sends broadcasts to all of them.",
  keywords: ["convertkit", "convert_kit"],
  pattern: named(
    "convert_?kit",
    "(?:api|access|auth)?[_.-]?(?:secret|token|key)(?:[_.-]?key)?",
    `(?:kit_[0-9a-f]{32}|${WIDE_MIXED}[A-Za-z0-9_-]{43})`,
  ),
  entropy: 3.5,
  confidence: 0.8,
  examples: [
    ...shown("CONVERTKIT_API_SECRET", make),
    `https://api.convertkit.com/v3/subscribers?api_secret=${make(13)}`,
    `CONVERT_KIT_API_KEY=${fake("kit_[0-9a-f]{32}", 15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CONVERTKIT_API_SECRET", make),
    `CONVERTKIT_FORM=${make(31)}`, // no key
    `CONVERTKIT_API_KEY=${fake("[A-Za-z0-9]{22}", 33)}`, // of forms in web pages
  ],
  references: ["https://developers.kit.com/api-reference/authentication"],
  revoke: "https://app.kit.com/account_settings/developer_settings > delete the key",
};
