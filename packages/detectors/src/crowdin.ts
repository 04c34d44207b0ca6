import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{80}", seed);
export const crowdinPersonalToken: Detector = {
  id: "crowdin-personal-token",
  title: "Crowdin personal access token",
  provider: "crowdin",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads source texts and changes translations, which the next build ships.",
  keywords: ["crowdin"],
  pattern: named("crowdin", "(?:personal|api|access|auth|project)?[_.-]?(?:access[_.-]?|api[_.-]?)?(?:token|key)", "[0-9a-f]{80}"),
  entropy: 3.4,
  confidence: 0.88,
  examples: [...shown("CROWDIN_PERSONAL_TOKEN", make), `project_id: 1\napi_token: ""\n# crowdin.yml\n"api_token": "${make(13)}"\n`],
  counterExamples: [...nearMisses("CROWDIN_PERSONAL_TOKEN", make), `CROWDIN_FILE_SHA=${make(31)}`],
  references: ["https://support.crowdin.com/enterprise/personal-access-tokens/"],
  revoke: "https://crowdin.com/settings#api-key > Revoke",
};
