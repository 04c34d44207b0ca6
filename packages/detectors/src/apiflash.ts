import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const apiflashAccessKey: Detector = {
  id: "apiflash-access-key",
  title: "ApiFlash access key",
  provider: "apiflash",
  category: "media",
  severity: "low",
  opens: "Takes pictures of web pages on the account's quota; it opens nothing of the owner's.",
  keywords: ["apiflash", "api_flash"],
  pattern: named("api_?flash", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("APIFLASH_ACCESS_KEY", make),
    `https://api.apiflash.com/v1/urltoimage?access_key=${make(13)}&url=https://acme.io`,
    `API_FLASH_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("APIFLASH_ACCESS_KEY", make), `APIFLASH_IMAGE=${make(31)}`],
  references: ["https://apiflash.com/documentation"],
  revoke: "https://apiflash.com/dashboard/access_keys > delete the key",
};
