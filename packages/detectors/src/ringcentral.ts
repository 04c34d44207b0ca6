import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{20}x7", seed);
export const ringcentralClientSecret: Detector = {
  id: "ringcentral-client-secret",
  title: "RingCentral client secret",
  provider: "ringcentral",
  category: "messaging",
  severity: "high",
  opens:
    "With the client ID it poses as the app, and with a user's JWT, which is often beside it, it calls, writes and reads as that user.",
  keywords: ["ringcentral", "ring_central"],
  pattern: named("ring_?central", "(?:app|client)[_.-]?secret", "(?=[A-Za-z_-]{0,21}[0-9])[A-Za-z0-9_-]{22}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [
    {
      name: "clientId",
      pattern: /(?:CLIENT_ID|client_id|clientId)["']?[ \t]{0,4}[:=][ \t"']{0,4}(?<value>[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("RINGCENTRAL_CLIENT_SECRET", make),
    `ringcentral:\n  client_secret: ${make(31)}\n`,
    `RING_CENTRAL_CLIENT_SECRET=${make(13)}\n`,
  ],
  counterExamples: [
    ...unnamed("RINGCENTRAL_CLIENT_SECRET", make),
    `RINGCENTRAL_CLIENT_ID=${make(20)}\n`, // the public half
    `RINGCENTRAL_CLIENT_SECRET=${fake("[A-Za-z0-9]{32}", 21)}`,
  ],
  references: ["https://developers.ringcentral.com/guide/authentication"],
  revoke: "https://developers.ringcentral.com/my-account.html > the app > Credentials > Rotate",
};
