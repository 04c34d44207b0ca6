import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{26}x7", seed);
export const roaringClientSecret: Detector = {
  id: "roaring-client-secret",
  title: "Roaring API client secret",
  provider: "roaring",
  category: "finance",
  severity: "high",
  opens: "With the client ID it looks up persons and companies in Nordic registers at the owner's cost.",
  keywords: ["roaring_client", "roaring_api", "roaring-client", "roaring-api", "roaringclient", "roaringapi", "api.roaring.io"],
  pattern: named("roaring", "(?:api|client|consumer)?[_.-]?secret", "(?=[A-Za-z_]{0,27}[0-9])[A-Za-z0-9_]{28}"),
  entropy: 3.4,
  confidence: 0.65,
  companions: [
    {
      name: "clientId",
      pattern: /(?:CLIENT_ID|client_id|clientId|API_KEY|api_key)["']?[ \t]{0,4}[:=][ \t"']{0,4}(?<value>[A-Za-z0-9_]{28})(?![A-Za-z0-9_])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("ROARING_CLIENT_SECRET", make),
    `ROARING_CLIENT_ID=${fake("[A-Za-z0-9]{28}", 13)}\nROARING_CLIENT_SECRET=${make(14)}\n`,
    `curl https://api.roaring.io/token # ROARING_API_SECRET: ${make(15)}\n`,
    `roaring-client-secret: ${make(16)}\n`,
    `roaring-api-secret: ${make(17)}\n`,
    `roaringApiSecret = "${make(18)}"\n`,
  ],
  counterExamples: [
    ...unnamed("ROARING_CLIENT_SECRET", make),
    `ROARING_CLIENT_ID=${make(20)}\n`, // the public half
  ],
  references: ["https://developer.roaring.io/"],
  revoke: "https://app.roaring.io > Developer > Applications > Regenerate",
};
