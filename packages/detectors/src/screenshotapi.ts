import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{5}K7", seed);

export const screenshotapiToken: Detector = {
  id: "screenshotapi-token",
  title: "ScreenshotAPI.net token",
  provider: "screenshotapi",
  category: "data",
  severity: "low",
  opens: "Takes pictures of pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["screenshotapi", "screenshot_api"],
  pattern: named("screenshot[_-]?api", KEY, "[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}"),
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("SCREENSHOTAPI_TOKEN", make), `screenshot_api_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SCREENSHOTAPI_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `screenshotapi checksum ${make(21)}`,
  ],
  references: ["https://docs.screenshotapi.net/"],
  revoke: "https://app.screenshotapi.net > API key > Regenerate",
};
