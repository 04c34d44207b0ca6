import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{36}";
const make = (seed: number): string => fake(SHAPE, seed);
export const enablexAppKey: Detector = {
  id: "enablex-app-key",
  title: "EnableX application key",
  provider: "enablex",
  category: "messaging",
  severity: "high",
  opens: "With the application id it makes calls, rooms and text messages at the owner's cost.",
  keywords: ["enablex"],
  pattern: named("enablex", KEY, MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{24}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("ENABLEX_APP_KEY", make)],
  counterExamples: [...nearMisses("ENABLEX_APP_KEY", make)],
  references: ["https://developer.enablex.io/"],
  revoke: "https://portal.enablex.io > the project > Reset the app key",
};
