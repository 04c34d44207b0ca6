import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{18}x7", seed);
export const noticeableApiKey: Detector = {
  id: "noticeable-api-key",
  title: "Noticeable API key",
  provider: "noticeable",
  category: "marketing",
  severity: "medium",
  opens: "Publishes and changes release notes on the project's site, and reads its subscribers.",
  keywords: ["noticeable_api", "noticeable-api", "noticeableapi", "noticeable.io"],
  pattern: named("noticeable", KEY, "(?=[A-Za-z]{0,19}[0-9])[A-Za-z0-9]{20}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("NOTICEABLE_API_KEY", make),
    `curl https://api.noticeable.io/graphql # NOTICEABLE_KEY: ${make(13)}\n`,
    `noticeable-api-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("NOTICEABLE_API_KEY", make), `NOTICEABLE_PROJECT=${make(20)}\n`],
  references: ["https://noticeable.readme.io/docs/authentication"],
  revoke: "https://app.noticeable.io > Settings > API keys > Revoke",
};
