import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const amplitudeSecretKey: Detector = {
  id: "amplitude-secret-key",
  title: "Amplitude project secret key",
  provider: "amplitude",
  category: "marketing",
  severity: "high",
  opens: "With the API key it exports every event of the project, users' data included, and deletes users.",
  // The API key has the same shape and stands in web pages: only a name that says secret counts.
  keywords: ["amplitude"],
  pattern: named("amplitude", "(?:(?:api|project)[_.-]?)?secret(?:[_.-]?key)?", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.8,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("AMPLITUDE_SECRET_KEY", make), `AMPLITUDE_API_KEY=${fake("[0-9a-f]{32}", 13)}\nAMPLITUDE_SECRET=${make(14)}\n`],
  counterExamples: [
    ...nearMisses("AMPLITUDE_SECRET_KEY", make),
    `AMPLITUDE_API_KEY=${make(31)}`, // public by design
  ],
  references: ["https://amplitude.com/docs/apis/authentication"],
  revoke: "Amplitude > Settings > Projects > the project > Secret key > Generate new",
};
