import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("PT[0-9a-f]{48}", seed);

export const signalwireApiToken: Detector = {
  id: "signalwire-api-token",
  title: "SignalWire API token",
  provider: "signalwire",
  category: "messaging",
  severity: "critical",
  opens: "With the project id, which is often beside it, it sends messages and places calls at the owner's cost and reads their records.",
  keywords: ["signalwire"],
  pattern: named("signalwire", KEY, "PT[0-9a-f]{48}"),
  entropy: 3.3,
  confidence: 0.9,
  companions: [
    {
      name: "projectId",
      pattern: /(?<![A-Za-z0-9-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9-])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("SIGNALWIRE_API_TOKEN", make),
    `SIGNALWIRE_PROJECT_ID=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 13)}\nSIGNALWIRE_TOKEN=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SIGNALWIRE_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `signalwire checksum ${make(21)}`,
  ],
  references: ["https://signalwire.com/docs/platform/your-signalwire-api-space"],
  revoke: "https://signalwire.com > the space > API credentials > Delete token",
};
