import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{127}[A-Za-z0-9]", seed);
export const dynalistApiToken: Detector = {
  id: "dynalist-api-token",
  title: "Dynalist API token",
  provider: "dynalist",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes all notes of its owner.",
  keywords: ["dynalist"],
  pattern: named("dynalist", KEY, "[A-Za-z0-9_-]{128}"),
  entropy: 4.2,
  confidence: 0.8,
  examples: [...shown("DYNALIST_API_TOKEN", make)],
  counterExamples: [...nearMisses("DYNALIST_API_TOKEN", make)],
  references: ["https://apidocs.dynalist.io/"],
  revoke: "https://dynalist.io/developer > Generate a new token",
};
