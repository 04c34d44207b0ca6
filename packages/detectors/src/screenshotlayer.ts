import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const screenshotlayerApiKey: Detector = {
  id: "screenshotlayer-api-key",
  title: "screenshotlayer API key",
  provider: "screenshotlayer",
  category: "data",
  severity: "low",
  opens: "Takes pictures of pages at the owner's quota; it reads nothing of the account's data.",
  keywords: ["screenshotlayer", "screenshot_layer"],
  pattern: named("screenshot[_-]?layer", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SCREENSHOTLAYER_API_KEY", make), `screenshot_layer_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SCREENSHOTLAYER_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `screenshotlayer checksum ${make(21)}`,
  ],
  references: ["https://docs.apilayer.com/screenshotlayer/docs/api-documentation"],
  revoke: "https://screenshotlayer.com/dashboard > Reset API key",
};
