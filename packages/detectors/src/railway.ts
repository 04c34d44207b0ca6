import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const railwayToken: Detector = {
  id: "railway-token",
  title: "Railway token",
  provider: "railway",
  category: "cloud",
  severity: "critical",
  opens: "Deploys to the project's environment and reads its variables, which hold other secrets; an account token reaches all projects.",
  keywords: ["railway_token", "railway_api", "railway-token", "railwaytoken", "railwayapi"],
  pattern: named("railway", "(?:api|project|account)?[_.-]?token", UUID),
  entropy: 2.9,
  confidence: 0.75,
  examples: [
    ...shown("RAILWAY_TOKEN", make),
    `RAILWAY_API_TOKEN=${make(13)}\n`,
    `railway-token: ${make(14)}\n`,
    `const railwayApiToken = "${make(15)}";`,
  ],
  counterExamples: [...unnamed("RAILWAY_TOKEN", make), `RAILWAY_PROJECT_ID=${make(20)}\n`],
  references: ["https://docs.railway.com/integrations/api"],
  revoke: "https://railway.com/account/tokens, or the project > Settings > Tokens > Delete",
};
