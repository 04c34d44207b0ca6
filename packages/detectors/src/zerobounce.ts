import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const zerobounceApiKey: Detector = {
  id: "zerobounce-api-key",
  title: "ZeroBounce API key",
  provider: "zerobounce",
  category: "email",
  severity: "medium",
  opens: "Checks addresses with the owner's credits and reads the files of addresses that were checked.",
  keywords: ["zerobounce", "zero_bounce"],
  pattern: named("zero[_-]?bounce", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("ZEROBOUNCE_API_KEY", make), `zero_bounce_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("ZEROBOUNCE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zerobounce checksum ${make(21)}`,
  ],
  references: ["https://www.zerobounce.net/docs/"],
  revoke: "https://www.zerobounce.net/members/API > Delete key",
};
