import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("p8e-[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
export const adobeClientSecret: Detector = {
  id: "adobe-client-secret",
  title: "Adobe OAuth client secret",
  provider: "adobe",
  category: "saas",
  severity: "high",
  opens:
    "With the client ID it gets tokens of the project's Adobe APIs: Experience Cloud, Creative Cloud and the organisation's users, as the project may.",
  prefixes: ["p8e-"],
  pattern: alone("p8e-[A-Za-z0-9_-]{32}"),
  entropy: 3.6,
  confidence: 0.93,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [...shown("ADOBE_CLIENT_SECRET", make), `ADOBE_CLIENT_ID=${fake("[0-9a-f]{32}", 13)}\nADOBE_CLIENT_SECRET=${make(14)}\n`],
  counterExamples: [
    ...unlike("ADOBE_CLIENT_SECRET", "p8e-", make),
    `ADOBE_CLIENT_SECRET=p8e-${fake("[A-Za-z0-9]{24}", 31)}`,
    `sp8e-${fake("[A-Za-z0-9]{32}", 33)}`,
  ],
  references: ["https://developer.adobe.com/developer-console/docs/guides/authentication/"],
  revoke: "https://developer.adobe.com/console > the project > OAuth > Retrieve client secret > add a new one, delete the old",
  lifetime: "until it is deleted",
};
