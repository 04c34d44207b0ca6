import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{256}", seed);

export const strapiApiToken: Detector = {
  id: "strapi-api-token",
  title: "Strapi API token",
  provider: "strapi",
  category: "media",
  severity: "high",
  opens: "Reads and, as its kind allows, changes and deletes the content of that installation.",
  keywords: ["strapi"],
  pattern: named(
    "strapi",
    "(?:api|access|auth|read|write|full[_.-]?access|transfer|admin)?[_.-]?(?:api|access)?[_.-]?(?:token|key)",
    "[0-9a-f]{256}",
  ),
  window: { before: 96, after: 512 },
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("STRAPI_API_TOKEN", make)],
  counterExamples: [
    ...unlike("STRAPI_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `strapi checksum ${make(21)}`,
  ],
  references: ["https://docs.strapi.io/cms/features/api-tokens"],
  revoke: "Strapi > Settings > API tokens > Delete or Regenerate",
  lifetime: "7, 30 or 90 days or unlimited, as its maker chose",
};
