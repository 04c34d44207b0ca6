import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string =>
  fake(
    "[0-9a-f]{8}-[0-9a-f]{4}-11e[0-9a-f]-[89ab][0-9a-f]{3}-[0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{4}-11e[0-9a-f]-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    seed,
  );

export const stormglassApiKey: Detector = {
  id: "stormglass-api-key",
  title: "Stormglass API key",
  provider: "stormglass",
  category: "weather",
  severity: "low",
  opens: "Asks for marine weather at the owner's quota; it reads nothing of the account's data.",
  keywords: ["stormglass"],
  pattern: named("stormglass", KEY, `${UUID}-${UUID}`),
  entropy: 3,
  confidence: 0.85,
  examples: [...shown("STORMGLASS_API_KEY", make)],
  counterExamples: [
    ...unlike("STORMGLASS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `stormglass checksum ${make(21)}`,
  ],
  references: ["https://docs.stormglass.io/#/authentication"],
  revoke: "https://dashboard.stormglass.io > Regenerate key",
};
