import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);
export const nasaApiKey: Detector = {
  id: "nasa-api-key",
  title: "api.nasa.gov API key",
  provider: "nasa",
  category: "data",
  severity: "low",
  opens: "Spends the owner's hourly quota of free, public data; it reads nothing of the owner.",
  keywords: ["nasa_api", "nasa_key", "nasa-api", "nasaapi", "api.nasa.gov"],
  pattern: named("nasa", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 3.7,
  confidence: 0.65,
  examples: [
    ...shown("NASA_API_KEY", make),
    `// api.nasa.gov\nconst nasaKey = "${make(13)}";`,
    `NASA_KEY=${make(14)}\n`,
    `nasa-api-key: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("NASA_API_KEY", make), `NASA_API_KEY=DEMO_KEY`],
  references: ["https://api.nasa.gov/"],
  revoke: "It cannot be ended by its owner: ask for a new one at https://api.nasa.gov/",
};
