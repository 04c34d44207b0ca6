import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const cannySecretApiKey: Detector = {
  id: "canny-secret-api-key",
  title: "Canny secret API key",
  provider: "canny",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes feedback, votes and users of the company's boards.",
  keywords: ["canny_api", "cannyapi", "canny_secret", "canny.io", "canny_key"],
  pattern: named("canny", "(?:secret|private|api|admin)?[_.-]?(?:api[_.-]?)?key", UUID),
  entropy: 3,
  confidence: 0.75,
  examples: [
    ...shown("CANNY_API_KEY", make),
    `curl https://canny.io/api/v1/boards/list -d apiKey=${make(13)}\n`,
    `CANNY_SECRET_KEY=${make(15)}\n`,
    `canny_key: ${make(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CANNY_API_KEY", make),
    `CANNY_APP_ID=${make(31)}`, // public
    `UNCANNY_API_KEY=${make(33)}`, // another word
  ],
  references: ["https://developers.canny.io/api-reference"],
  revoke: "https://canny.io/admin/settings/api > Regenerate",
};
