import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const kantataAccessToken: Detector = {
  id: "kantata-access-token",
  title: "Kantata OX (Mavenlink) access token",
  provider: "kantata",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes projects, time entries, invoices and people's rates.",
  keywords: ["mavenlink", "kantata"],
  pattern: named("mavenlink|kantata", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("MAVENLINK_ACCESS_TOKEN", make), `mavenlink:\n  token: ${make(31)}\n`, `KANTATA_API_TOKEN=${make(13)}\n`],
  counterExamples: [...unnamed("MAVENLINK_ACCESS_TOKEN", make), `MAVENLINK_CHECKSUM=${make(20)}\n`],
  references: ["https://developer.kantata.com/"],
  revoke: "https://app.mavenlink.com > Settings > OAuth applications > Revoke",
};
