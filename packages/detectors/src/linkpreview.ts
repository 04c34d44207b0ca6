import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const linkpreviewApiKey: Detector = {
  id: "linkpreview-api-key",
  title: "LinkPreview API key",
  provider: "linkpreview",
  category: "saas",
  severity: "low",
  opens: "Asks for previews of pages within the account's plan; it reads nothing that is the owner's.",
  keywords: ["linkpreview", "link_preview"],
  pattern: named("link_?preview", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("LINKPREVIEW_API_KEY", make), `https://api.linkpreview.net/?key=${make(13)}&q=$U`, `LINK_PREVIEW_KEY=${make(14)}`],
  counterExamples: [...nearMisses("LINKPREVIEW_API_KEY", make)],
  references: ["https://docs.linkpreview.net/"],
  revoke: "https://my.linkpreview.net/access_keys > Delete",
};
