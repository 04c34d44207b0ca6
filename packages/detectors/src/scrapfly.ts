import { type Detector, fake } from "@stanch/model";
import { KEY, alone, named, shown, unlike } from "./_token.ts";

const old = (seed: number): string => fake("[0-9a-f]{32}", seed);
const make = (seed: number): string => fake("scp-live-[0-9a-f]{32}", seed);

export const scrapflyApiKey: Detector = {
  id: "scrapfly-api-key",
  title: "Scrapfly API key",
  provider: "scrapfly",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  rules: [
    {
      prefixes: ["scp-live-", "scp-test-"],
      pattern: alone("scp-(?:live|test)-[0-9a-f]{32}"),
      entropy: 3.2,
      confidence: 0.97,
    },
    {
      id: "old",
      keywords: ["scrapfly"],
      pattern: named("scrapfly", KEY, "[0-9a-f]{32}"),
      entropy: 3.0,
      confidence: 0.65,
    },
  ],
  examples: [
    ...shown("SCRAPFLY_API_KEY", make),
    `client = ScrapflyClient(key="${fake("scp-test-[0-9a-f]{32}", 13)}")`,
    `SCRAPFLY_KEY=${old(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SCRAPFLY_API_KEY", "scp-live-", make),
    `scrapfly cache ${old(20)}`,
    `BACKUP_KEY=${old(21)}`, // nothing names the provider
    `scp-live-${fake("[g-z]{32}", 22)}`,
  ],
  references: ["https://scrapfly.io/docs/scrape-api/getting-started"],
  revoke: "https://scrapfly.io/dashboard > the project > API key > Rotate",
};
