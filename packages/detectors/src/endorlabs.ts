import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("endr+[A-Za-z0-9]{16}", seed);
export const endorlabsApiKey: Detector = {
  id: "endorlabs-api-key",
  title: "Endor Labs API key or its secret",
  provider: "endorlabs",
  category: "security",
  severity: "high",
  opens: "Key and secret together read the organisation's code findings and change its policies, as the key's role allows.",
  // Key and secret have one shape; either is useless alone, but they stand together.
  prefixes: ["endr+"],
  pattern: alone(String.raw`endr\+[A-Za-z0-9-]{16}`),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("ENDOR_API_CREDENTIALS_SECRET", make), `endorctl scan --api-key "$KEY" --api-secret "${make(13)}"`],
  counterExamples: [
    ...unlike("ENDOR_API_CREDENTIALS_SECRET", "endr+", make),
    `ENDOR_API=endr+${"x".repeat(16)}`,
    `vendr+${fake("[A-Za-z0-9]{16}", 20)}`,
  ],
  references: ["https://docs.endorlabs.com/administration/api-keys/"],
  revoke: "https://app.endorlabs.com > Settings > Access control > API keys > Delete",
};
