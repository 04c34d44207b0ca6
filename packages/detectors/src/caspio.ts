import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{50}", seed);
export const caspioClientSecret: Detector = {
  id: "caspio-client-secret",
  title: "Caspio client secret",
  provider: "caspio",
  category: "database",
  severity: "high",
  opens: "With the client ID it gets tokens that read and change the tables of the account, as its profile allows.",
  keywords: ["caspio"],
  pattern: named("caspio", "(?:client|api|app)?[_.-]?(?:secret|key|token)", "[0-9a-f]{50}"),
  entropy: 3.3,
  confidence: 0.72,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{50}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("CASPIO_CLIENT_SECRET", make), `CASPIO_CLIENT_ID=${fake("[0-9a-f]{50}", 13)}\nCASPIO_CLIENT_SECRET=${make(14)}\n`],
  counterExamples: [...nearMisses("CASPIO_CLIENT_SECRET", make), `CASPIO_CLIENT_ID=${make(31)}`],
  references: ["https://howto.caspio.com/web-services-api/rest-api/authenticating-rest/"],
  revoke: "Caspio > Account > Access permissions > Web services profile > Reset client secret",
};
