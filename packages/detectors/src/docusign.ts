import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { UUID, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const make = (seed: number): string => fake(SHAPE, seed);
export const docusignClientSecret: Detector = {
  id: "docusign-client-secret",
  title: "Docusign client secret",
  provider: "docusign",
  category: "identity",
  severity: "high",
  opens: "With the integration key it turns users' codes and refresh tokens into access to their envelopes: contracts and personal data.",
  // Account and user ids are UUIDs too: only a name that says secret counts.
  keywords: ["docusign"],
  pattern: named("docusign", "(?:(?:api|client|app|auth|access|consumer|oauth)[_.-]?)?(?:secret(?:[_.-]?key)?|password)", SHAPE),
  entropy: 2.9,
  confidence: 0.65,
  companions: [
    {
      name: "integrationKey",
      pattern: /(?<![A-Za-z0-9-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9-])/,
      withinBytes: 256,
    },
  ],
  examples: [...shown("DOCUSIGN_CLIENT_SECRET", make), `docusign:\n  integration_key: ${fake(UUID, 14)}\n  secret_key: ${make(13)}\n`],
  counterExamples: [...nearMisses("DOCUSIGN_CLIENT_SECRET", make), `DOCUSIGN_ACCOUNT_ID=${make(20)}`],
  references: ["https://developers.docusign.com/platform/auth/"],
  revoke: "https://admindemo.docusign.com/apps-and-keys (or the live account's) > the app > delete the secret key",
};
