import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const runrunItAppKey: Detector = {
  id: "runrun-it-app-key",
  title: "Runrun.it app key",
  provider: "runrun-it",
  category: "productivity",
  severity: "high",
  opens: "With the user token it reads and changes the company's tasks, projects and clients.",
  keywords: ["runrunit", "runrun_it", "runrun.it"],
  pattern: named("runrun[_.]?it", "app[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  companions: [
    {
      name: "userToken",
      pattern: /(?:USER_TOKEN|user_token|userToken|User-Token)["']?[ \t]{0,4}[:=][ \t"']{0,4}(?<value>[A-Za-z0-9]{18,20})(?![A-Za-z0-9])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("RUNRUNIT_APP_KEY", make),
    `runrunit:\n  app_key: ${make(31)}\n`,
    `RUNRUN_IT_APP_KEY=${make(13)}\nRUNRUN_IT_USER_TOKEN=${fake("[A-Za-z0-9]{20}", 14)}\n`,
    `curl https://runrun.it/api/v1.0/tasks # RUNRUN.IT_APP_KEY: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("RUNRUNIT_APP_KEY", make), `RUNRUNIT_TASK=${make(20)}\n`],
  references: ["https://runrun.it/api/documentation"],
  revoke: "https://runrun.it > Profile > Integrations and apps > API > Regenerate",
};
