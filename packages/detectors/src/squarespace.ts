import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const squarespaceApiKey: Detector = {
  id: "squarespace-api-key",
  title: "Squarespace API key",
  provider: "squarespace",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and, as its permissions allow, changes the shop's orders, customers, stock and products.",
  keywords: ["squarespace"],
  pattern: named("squarespace", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SQUARESPACE_API_KEY", make)],
  counterExamples: [
    ...unlike("SQUARESPACE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `squarespace checksum ${make(21)}`,
  ],
  references: ["https://developers.squarespace.com/commerce-apis/authentication-and-permissions"],
  revoke: "Squarespace > Settings > Developer tools > API keys > Delete",
};
