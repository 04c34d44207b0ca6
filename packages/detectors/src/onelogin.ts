import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const oneloginClientSecret: Detector = {
  id: "onelogin-client-secret",
  title: "OneLogin API client secret",
  provider: "onelogin",
  category: "identity",
  severity: "critical",
  opens: "With the client ID it manages the organisation's users, roles and apps, so it can let anybody in.",
  keywords: ["onelogin", "one_login"],
  pattern: named("one_?login", "(?:api|client|app|oidc)?[_.-]?(?:client)?[_.-]?secret(?:[_.-]?key)?", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{64}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("ONELOGIN_CLIENT_SECRET", make),
    `onelogin:\n  client_secret: ${make(31)}\n`,
    `ONE_LOGIN_CLIENT_SECRET=${make(13)}\n`,
  ],
  counterExamples: [
    ...unnamed("ONELOGIN_CLIENT_SECRET", make),
    `ONELOGIN_CLIENT_ID=${make(20)}\n`, // the public half
  ],
  references: ["https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials"],
  revoke: "OneLogin administration > Developers > API credentials > Delete",
};
