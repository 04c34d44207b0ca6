import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const loginradiusApiSecret: Detector = {
  id: "loginradius-api-secret",
  title: "LoginRadius API secret",
  provider: "loginradius",
  category: "identity",
  severity: "critical",
  opens: "With the API key it reads, changes and deletes all of the site's user accounts.",
  keywords: ["loginradius", "login_radius"],
  pattern: named("login_?radius", "(?:api|app|site)?[_.-]?secret(?:[_.-]?key)?", UUID),
  entropy: 2.9,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: new RegExp(`(?<![A-Za-z0-9-])${UUID}(?![A-Za-z0-9-])`), withinBytes: 192 }],
  examples: [
    ...shown("LOGINRADIUS_API_SECRET", make),
    `loginradius:\n  secret: ${make(31)}\n`,
    `LOGIN_RADIUS_KEY=${fake(UUID, 13)}\nLOGIN_RADIUS_SECRET=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("LOGINRADIUS_API_SECRET", make),
    `LOGINRADIUS_API_KEY=${make(20)}\n`, // the public half
  ],
  references: ["https://www.loginradius.com/docs/api/v2/admin-console/platform-security/api-key-and-secret/"],
  revoke: "https://adminconsole.loginradius.com > Platform configuration > API credentials > Reset",
};
