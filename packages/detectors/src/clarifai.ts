import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const clarifaiPersonalAccessToken: Detector = {
  id: "clarifai-personal-access-token",
  title: "Clarifai personal access token or API key",
  provider: "clarifai",
  category: "ai",
  severity: "high",
  opens: "Acts as its owner: calls models at the owner's cost and reads and changes apps and their data.",
  keywords: ["clarifai"],
  pattern: named(
    "clarifai",
    "(?:(?:api|access|app)[_.-]?key|(?:personal[_.-]?access|access|api)[_.-]?token|pat|key|token)",
    "[0-9a-f]{32}",
  ),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("CLARIFAI_PAT", make),
    `const app = new Clarifai.App({ apiKey: '${make(13)}' });`,
    `export CLARIFAI_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CLARIFAI_PAT", make),
    `CLARIFAI_MODEL_VERSION_ID=${make(31)}`,
    `CLARIFAI_APP_ID=${make(33)}`, // no key
  ],
  references: ["https://docs.clarifai.com/control/authentication/pat/"],
  revoke: "https://clarifai.com/settings/security > Personal access tokens > delete the token",
};
