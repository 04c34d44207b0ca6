import { type Detector, fake } from "@stanch/model";
import { UUID, named, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

/** Base64 of a UUID, a colon and twelve letters. */
const make = (seed: number): string => toBase64(`${fake(UUID, seed)}:${fake("[A-Za-z]{12}", seed)}`);
export const instantlyApiKey: Detector = {
  id: "instantly-api-key",
  title: "Instantly API key",
  provider: "instantly",
  category: "email",
  severity: "high",
  opens: "Reads leads and mail, changes campaigns and sends mail from the accounts that are joined to the workspace, as its scopes allow.",
  // An ordinary word: it must be joined to one that names a key.
  keywords: ["instantly_", "instantly-", "instantly.ai", "instantlyapi"],
  pattern: named("instantly(?=[_.-]?(?:ai|api|key|token))", "(?:(?:api|access|auth)[_.-]?)?(?:key|token)", "[A-Za-z0-9+/]{66}=="),
  entropy: 4,
  confidence: 0.75,
  examples: [...shown("INSTANTLY_API_KEY", make), `# api.instantly.ai\ninstantly-key: ${make(13)}\n`, `INSTANTLY_AI_KEY=${make(14)}\n`],
  counterExamples: [
    `INSTANTLY_API_KEY=\${INSTANTLY_API_KEY}`,
    `INSTANTLY_API_KEY=${make(20).slice(4)}`,
    `INSTANTLY_API_KEY=${fake("[A-Za-z0-9]{50}", 21)}==`,
    `instantly = ${make(22)}`,
    `OTHERS_API_KEY=${make(23)}`,
  ],
  references: ["https://developer.instantly.ai/getting-started/authorization"],
  revoke: "https://app.instantly.ai > Settings > Integrations > API keys > Delete",
};
