import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const swaggerhubApiKey: Detector = {
  id: "swaggerhub-api-key",
  title: "SwaggerHub API key",
  provider: "swaggerhub",
  category: "productivity",
  severity: "medium",
  opens: "Acts as its owner: reads private API definitions and changes those that the owner may.",
  keywords: ["swaggerhub", "swagger_hub"],
  pattern: named("swagger[_-]?hub", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SWAGGERHUB_API_KEY", make), `swagger_hub_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SWAGGERHUB_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `swaggerhub checksum ${make(21)}`,
  ],
  references: ["https://support.smartbear.com/swaggerhub/docs/en/integrations/swaggerhub-api.html"],
  revoke: "https://app.swaggerhub.com/settings/apiKey > Regenerate",
};
