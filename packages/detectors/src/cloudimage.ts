import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{27}", seed);
export const cloudimageApiToken: Detector = {
  id: "cloudimage-api-token",
  title: "Cloudimage API token",
  provider: "cloudimage",
  category: "cdn",
  severity: "low",
  opens: "Empties the cache of the account's images; the token in image addresses is another one and public.",
  keywords: ["cloudimage_api", "cloudimage_key", "cloudimageapi", "cloudimagekey", "api.cloudimage"],
  pattern: named(
    "cloud_?image",
    "(?:x-client-|api|invalidation|secret)[_.-]?(?:api[_.-]?)?(?:key|token)|x-client-key|key",
    `${WIDE_MIXED}[A-Za-z0-9_]{30}`,
  ),
  entropy: 3.5,
  confidence: 0.72,
  examples: [
    ...shown("CLOUDIMAGE_API_KEY", make),
    ...shown("CLOUDIMAGE_KEY", make),
    `curl https://api.cloudimage.com/invalidate -H 'X-Client-Key: ${make(13)}'`,
  ],
  counterExamples: [...nearMisses("CLOUDIMAGE_API_KEY", make), `https://${make(31)}.cloudimg.io/v7/acme.io/a.jpg`],
  references: ["https://docs.cloudimage.io/caching/cache-invalidation"],
  revoke: "https://www.cloudimage.io/en/admin > Settings > API keys > Regenerate",
};
