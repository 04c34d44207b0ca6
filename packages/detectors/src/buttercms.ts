import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const buttercmsApiToken: Detector = {
  id: "buttercms-api-token",
  title: "ButterCMS API token",
  provider: "buttercms",
  category: "media",
  severity: "medium",
  opens: "A read token reads content, drafts included; a write token changes what the site shows.",
  keywords: ["buttercms", "butter_cms", "butter_api", "butter_write"],
  pattern: named("butter(?:_?cms)?", "(?:read|write|api|auth|access)?[_.-]?(?:api[_.-]?)?(?:token|key)", "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.75,
  examples: [
    ...shown("BUTTERCMS_API_TOKEN", make),
    ...shown("BUTTER_CMS_API_KEY", make),
    `https://api.buttercms.com/v2/posts/?auth_token=${make(13)}`,
    `BUTTER_WRITE_TOKEN=${make(15)}\n`,
    `BUTTER_API_TOKEN=${make(17)}\n`,
  ],
  counterExamples: [...nearMisses("BUTTERCMS_API_TOKEN", make), `buttercms commit ${make(31)}`],
  references: ["https://buttercms.com/docs/api/#authentication"],
  revoke: "https://buttercms.com/settings > API tokens > Regenerate",
};
