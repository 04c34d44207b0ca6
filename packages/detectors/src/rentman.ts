import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ[A-Za-z0-9]{33}.eyJ[A-Za-z0-9_-]{200}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const rentmanApiToken: Detector = {
  id: "rentman-api-token",
  title: "Rentman API token",
  provider: "rentman",
  category: "saas",
  severity: "high",
  opens: "Reads the company's equipment, projects, crew and contacts and makes new ones.",
  keywords: ["rentman"],
  pattern: named("rentman", KEY, String.raw`eyJ[A-Za-z0-9_-]{17,60}\.eyJ[A-Za-z0-9_-]{100,400}\.[A-Za-z0-9_-]{43}`),
  window: { before: 96, after: 640 },
  entropy: 4.3,
  confidence: 0.8,
  examples: [...shown("RENTMAN_API_TOKEN", make), `rentman:\n  token: ${make(31)}\n`],
  counterExamples: [...unnamed("RENTMAN_API_TOKEN", make), `RENTMAN_PROJECT=${make(20)}\n`],
  references: ["https://api.rentman.net/"],
  revoke: "https://{account}.rentmanapp.com > Configuration > Account > Integrations > API > Show token: regenerate",
};
