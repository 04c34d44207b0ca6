import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{41}x7", seed);
export const mindmeisterAccessToken: Detector = {
  id: "mindmeister-access-token",
  title: "MindMeister personal access token",
  provider: "mindmeister",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the owner's mind maps.",
  keywords: ["mindmeister"],
  pattern: named("mindmeister", KEY, "(?=[A-Za-z_-]{0,42}[0-9])[A-Za-z0-9_-]{43}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("MINDMEISTER_TOKEN", make), `mindmeister:\n  access_token: ${make(31)}\n`],
  counterExamples: [...unnamed("MINDMEISTER_TOKEN", make), `MINDMEISTER_MAP=${make(20)}\n`],
  references: ["https://developers.mindmeister.com/docs/authentication"],
  revoke: "https://www.mindmeister.com/api > Personal access tokens > Revoke",
};
