import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{24}", seed);
export const cloudinaryApiSecret: Detector = {
  id: "cloudinary-api-secret",
  title: "Cloudinary API secret",
  provider: "cloudinary",
  category: "media",
  severity: "high",
  opens: "With the API key, which stands beside it, it uploads, changes and deletes all media of the product environment.",
  rules: [
    {
      prefixes: ["cloudinary://"],
      pattern: /cloudinary:\/\/[0-9]{12,18}:(?<secret>[A-Za-z0-9_-]{27})@(?=[A-Za-z0-9_-]{2,64})/,
      window: { before: 8, after: 128 },
      entropy: 3.6,
      confidence: 0.97,
      companions: [
        { name: "apiKey", pattern: /(?<=cloudinary:\/\/)[0-9]{12,18}/, withinBytes: 40 },
        { name: "cloudName", pattern: /(?<=@)[A-Za-z0-9_-]{2,64}/, withinBytes: 80 },
      ],
    },
    {
      id: "named",
      keywords: ["cloudinary"],
      pattern: named("cloudinary", "(?:api)?[_.-]?secret(?:[_.-]?key)?", `${WIDE_MIXED}[A-Za-z0-9_-]{27}`),
      entropy: 3.6,
      confidence: 0.85,
      companions: [{ name: "apiKey", pattern: /(?<![0-9])[0-9]{15}(?![0-9])/, withinBytes: 192 }],
    },
  ],
  examples: [
    ...shown("CLOUDINARY_API_SECRET", make),
    `CLOUDINARY_URL=cloudinary://${fake("[1-9][0-9]{14}", 13)}:${make(14)}@acme-shop\n`,
    `CLOUDINARY_API_KEY=${fake("[1-9][0-9]{14}", 15)}\nCLOUDINARY_API_SECRET=${make(16)}\n`,
    `cloudinary.config({\n  cloud_name: 'acme',\n  api_key: '${fake("[1-9][0-9]{14}", 17)}',\n  api_secret: '${make(18)}',\n});\n`,
  ],
  counterExamples: [
    ...nearMisses("CLOUDINARY_API_SECRET", make),
    `CLOUDINARY_URL=cloudinary://API_KEY:API_SECRET@CLOUD_NAME`,
    `CLOUDINARY_PUBLIC_ID=${make(33)}`, // no secret
    `CLOUDINARY_URL=cloudinary://${fake("[1-9][0-9]{14}", 35)}:${fake("[A-Za-z0-9]{20}", 36)}@acme`,
  ],
  references: ["https://cloudinary.com/documentation/developer_onboarding_faq_find_credentials"],
  revoke: "https://console.cloudinary.com/settings/api-keys > generate a new key, then disable and delete this one",
};
