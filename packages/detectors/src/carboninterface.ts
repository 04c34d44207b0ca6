import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{18}", seed);
export const carboninterfaceApiKey: Detector = {
  id: "carboninterface-api-key",
  title: "Carbon Interface API key",
  provider: "carboninterface",
  category: "data",
  severity: "low",
  opens: "Asks for emission estimates on the account's quota; it opens nothing of the owner's.",
  keywords: ["carboninterface", "carbon_interface"],
  pattern: named("carbon_?interface", SET_KEY, `${MIXED}[A-Za-z0-9]{21}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [
    ...shown("CARBONINTERFACE_API_KEY", make),
    `# https://www.carboninterface.com/api/v1\nAPI_KEY=${make(13)}\n`,
    `CARBON_INTERFACE_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CARBONINTERFACE_API_KEY", make), `CARBONINTERFACE_ESTIMATE=${make(31)}`],
  references: ["https://docs.carboninterface.com/"],
  revoke: "https://www.carboninterface.com/account > API keys > delete the key",
};
