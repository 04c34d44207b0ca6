import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{62}x7", seed);
export const mesiboAppToken: Detector = {
  id: "mesibo-app-token",
  title: "mesibo app token",
  provider: "mesibo",
  category: "messaging",
  severity: "high",
  opens: "Adds and deletes the app's users, so it can read and write as any of them.",
  keywords: ["mesibo"],
  pattern: named("mesibo", "(?:app|api|access)?[_.-]?(?:token|key)", "(?=[A-Za-z]{0,63}[0-9])[A-Za-z0-9]{64}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("MESIBO_APP_TOKEN", make), `mesibo:\n  app_token: ${make(31)}\n`],
  counterExamples: [...unnamed("MESIBO_APP_TOKEN", make), `MESIBO_HASH=${make(20)}\n`],
  references: ["https://docs.mesibo.com/api/backend-api/"],
  revoke: "https://console.mesibo.com > the app > Reset token",
};
