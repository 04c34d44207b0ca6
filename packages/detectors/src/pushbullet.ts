import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("o.[A-Za-z0-9]{32}", seed);
export const pushbulletAccessToken: Detector = {
  id: "pushbullet-access-token",
  title: "Pushbullet access token",
  provider: "pushbullet",
  category: "messaging",
  severity: "high",
  opens: "Reads and sends the owner's pushes and, through the owner's telephone, text messages.",
  keywords: ["pushbullet"],
  pattern: named("pushbullet", KEY, String.raw`o\.[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.85,
  examples: [...shown("PUSHBULLET_TOKEN", make), `pushbullet:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PUSHBULLET_TOKEN", make), `PUSHBULLET_DEVICE=${fake("u[A-Za-z0-9]{20}", 20)}`],
  references: ["https://docs.pushbullet.com/#authentication"],
  revoke: "https://www.pushbullet.com/#settings/account > Reset all access tokens",
};
