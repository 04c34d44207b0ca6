import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{46}x7", seed);
export const rowndAppSecret: Detector = {
  id: "rownd-app-secret",
  title: "Rownd app secret",
  provider: "rownd",
  category: "identity",
  severity: "critical",
  opens: "With the app key it reads, changes and deletes the app's users and makes sign-in links for them.",
  keywords: ["rownd"],
  pattern: named("rownd", "(?:app|api)?[_.-]?secret(?:[_.-]?key)?", `${DIGIT}[a-z0-9]{48}`),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "appKey", pattern: new RegExp(`(?<![A-Za-z0-9-])${UUID}(?![A-Za-z0-9-])`), withinBytes: 192 }],
  examples: [
    ...shown("ROWND_APP_SECRET", make),
    `rownd:\n  app_secret: ${make(31)}\n`,
    `ROWND_APP_KEY=${fake(UUID, 13)}\nROWND_APP_SECRET=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("ROWND_APP_SECRET", make),
    `ROWND_APP_KEY=${fake(UUID, 20)}`, // the public half
  ],
  references: ["https://docs.rownd.io/"],
  revoke: "https://app.rownd.io > the app > App keys > Delete",
};
