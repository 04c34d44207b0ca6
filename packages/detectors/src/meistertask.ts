import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{41}x7", seed);
export const meistertaskAccessToken: Detector = {
  id: "meistertask-access-token",
  title: "MeisterTask personal access token",
  provider: "meistertask",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the projects, tasks and comments that the owner sees.",
  keywords: ["meistertask"],
  pattern: named("meistertask", KEY, "(?=[A-Za-z_-]{0,42}[0-9])[A-Za-z0-9_-]{43}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("MEISTERTASK_TOKEN", make), `meistertask:\n  access_token: ${make(31)}\n`],
  counterExamples: [...unnamed("MEISTERTASK_TOKEN", make), `MEISTERTASK_PROJECT=${make(20)}\n`],
  references: ["https://developers.meistertask.com/docs/how-to-authenticate"],
  revoke: "https://www.mindmeister.com/api > Personal access tokens > Revoke",
};
