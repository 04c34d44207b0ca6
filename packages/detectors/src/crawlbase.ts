import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{20}x7", seed);
export const crawlbaseToken: Detector = {
  id: "crawlbase-token",
  title: "Crawlbase (ProxyCrawl) token",
  provider: "crawlbase",
  category: "data",
  severity: "low",
  opens: "Fetches pages with the owner's credits and reads the pages that the owner stored.",
  keywords: ["crawlbase", "proxycrawl"],
  pattern: named(
    "crawlbase|proxycrawl",
    "(?:normal|js|javascript|tcp|api)?[_.-]?(?:token|key)",
    "(?=[A-Za-z_-]{0,21}[0-9])[A-Za-z0-9_-]{22}",
  ),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("CRAWLBASE_TOKEN", make), `crawlbase:\n  token: ${make(31)}\n`, `PROXYCRAWL_JS_TOKEN=${make(13)}\n`],
  counterExamples: [...unnamed("CRAWLBASE_TOKEN", make), `CRAWLBASE_RID=${make(20)}\n`],
  references: ["https://crawlbase.com/docs/crawling-api/"],
  revoke: "https://crawlbase.com/dashboard/account/docs > Reset token",
};
