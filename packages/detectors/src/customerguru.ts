import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{47}", seed);
export const customerguruApiSecret: Detector = {
  id: "customerguru-api-secret",
  title: "Customer.guru API secret",
  provider: "customerguru",
  category: "marketing",
  severity: "medium",
  opens: "With the API key it sends surveys and reads people's answers and addresses.",
  keywords: ["customerguru", "customer.guru", "customer_guru"],
  pattern: named("customer[._]?guru", "(?:api)?[_.-]?(?:secret|key)(?:[_.-]?key)?", `${MIXED}(?:[A-Za-z0-9]{30}|[A-Za-z0-9]{50})`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("CUSTOMERGURU_API_SECRET", make),
    `# customer.guru\nsecret: ${fake("[a-z][A-Z][0-9][A-Za-z0-9]{27}", 13)}\n`,
    `CUSTOMER_GURU_SECRET=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CUSTOMERGURU_API_SECRET", make), `CUSTOMERGURU_SURVEY=${make(31)}`],
  references: ["https://customer.guru/api-docs"],
  revoke: "https://customer.guru > Settings > API > Regenerate",
};
