import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{48}", seed);
export const packagecloudToken: Detector = {
  id: "packagecloud-token",
  title: "packagecloud API token",
  provider: "packagecloud",
  category: "registry",
  severity: "critical",
  opens: "Publishes packages to the account's repositories, which machines install as root, and reads the private ones.",
  keywords: ["packagecloud", "package_cloud"],
  pattern: named("package_?cloud", "(?:api|read|master|main|access)?[_.-]?(?:token|key)", "[0-9a-f]{48}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("PACKAGECLOUD_TOKEN", make), `packagecloud:\n  token: ${make(31)}\n`, `PACKAGE_CLOUD_API_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("PACKAGECLOUD_TOKEN", make), `PACKAGECLOUD_SHA=${make(20)}\n`],
  references: ["https://packagecloud.io/docs/api#authentication"],
  revoke: "https://packagecloud.io/api_token > Regenerate",
};
