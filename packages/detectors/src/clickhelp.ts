import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{21}", seed);
export const clickhelpApiKey: Detector = {
  id: "clickhelp-api-key",
  title: "ClickHelp API key",
  provider: "clickhelp",
  category: "productivity",
  severity: "medium",
  opens: "With the owner's name it reads and changes the portal's documents, drafts too.",
  keywords: ["clickhelp", "click_help"],
  pattern: named("click_?help(?:[._]?co)?", SET_KEY, `${MIXED}[A-Za-z0-9]{24}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [
    ...shown("CLICKHELP_API_KEY", make),
    `# https://acme.clickhelp.co/api/v1\napi_key: ${make(13)}\n`,
    `CLICK_HELP_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CLICKHELP_API_KEY", make), `CLICKHELP_TOPIC=${make(31)}`],
  references: ["https://clickhelp.com/software-documentation-tool/user-manual/api-methods.html"],
  revoke: "ClickHelp > Profile > API key > Generate new",
};
