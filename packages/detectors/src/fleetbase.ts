import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const makeFleetbaseLiveApiKey = (seed: number): string => fake("flb_live_[A-Za-z0-9]{20}", seed);
export const fleetbaseLiveApiKey: Detector = {
  id: "fleetbase-live-api-key",
  title: "Fleetbase live API key",
  provider: "fleetbase",
  category: "saas",
  severity: "high",
  opens: "Reads and changes orders, drivers and customers of the whole organisation.",
  prefixes: ["flb_live_"],
  pattern: alone("flb_live_[A-Za-z0-9]{20}"),
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("FLEETBASE_KEY", makeFleetbaseLiveApiKey),
    ...sent(makeFleetbaseLiveApiKey),
    `const fleetbase = new Fleetbase('${makeFleetbaseLiveApiKey(13)}');`,
  ],
  counterExamples: [
    ...unlike("FLEETBASE_KEY", "flb_live_", makeFleetbaseLiveApiKey),
    `FLEETBASE_KEY=${fake("flb_test_[A-Za-z0-9]{20}", 20)}`,
  ],
  references: ["https://docs.fleetbase.io/"],
  revoke: "Console > Developers > API keys > Roll or Delete",
};

const makeFleetbaseTestApiKey = (seed: number): string => fake("flb_test_[A-Za-z0-9]{20}", seed);
export const fleetbaseTestApiKey: Detector = {
  id: "fleetbase-test-api-key",
  title: "Fleetbase test API key",
  provider: "fleetbase",
  category: "saas",
  severity: "low",
  opens: "The test mode alone: made-up orders and drivers.",
  prefixes: ["flb_test_"],
  pattern: alone("flb_test_[A-Za-z0-9]{20}"),
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("FLEETBASE_KEY", makeFleetbaseTestApiKey),
    ...sent(makeFleetbaseTestApiKey),
    `const fleetbase = new Fleetbase('${makeFleetbaseTestApiKey(13)}');`,
  ],
  counterExamples: [
    ...unlike("FLEETBASE_KEY", "flb_test_", makeFleetbaseTestApiKey),
    `FLEETBASE_KEY=${fake("flb_live_[A-Za-z0-9]{20}", 20)}`,
  ],
  references: ["https://docs.fleetbase.io/"],
  revoke: "Console > Developers > API keys > Roll or Delete",
};
