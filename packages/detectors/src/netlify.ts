import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, sent, shown, unlike } from "./_token.ts";

const netlify = (seed: number): string => fake("nfp_[A-Za-z0-9]{36}", seed);
const netlifyOld = (seed: number): string => fake("[A-Za-z0-9_-]{40}[A-Z][a-z]7", seed);
export const netlifyToken: Detector = {
  id: "netlify-access-token",
  title: "Netlify access token",
  provider: "netlify",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: deploys any content to the sites and reads their environment with its secrets.",
  rules: [
    { prefixes: ["nfp_", "nfc_", "nfu_", "nfo_"], pattern: alone("nf[pcuo]_[A-Za-z0-9]{36}"), entropy: 3.8, confidence: 0.95 },
    {
      id: "old",
      keywords: ["netlify"],
      pattern: named(
        "netlify",
        "(?:auth|access|api|personal)?[_.-]?(?:access[_.-]?)?token",
        "(?=[A-Za-z0-9_-]{0,40}[0-9])(?=[A-Za-z0-9_-]{0,40}[A-Z])(?=[A-Za-z0-9_-]{0,40}[a-z])[A-Za-z0-9_-]{43,45}",
      ),
      entropy: 4,
      confidence: 0.65,
    },
  ],
  examples: [...shown("NETLIFY_AUTH_TOKEN", netlify), ...shown("NETLIFY_AUTH_TOKEN", netlifyOld), ...sent(netlify)],
  counterExamples: [
    ...unlike("NETLIFY_AUTH_TOKEN", "nfp_", netlify),
    `NETLIFY_AUTH_TOKEN=${netlifyOld(20).slice(3)}`,
    `NETLIFY_SITE_ID=${fake(UUID, 21)}`,
    `netlify deploy ${fake("[0-9a-f]{43}", 22)}`,
  ],
  references: ["https://docs.netlify.com/api/get-started/#authentication"],
  revoke: "https://app.netlify.com/user/applications > Personal access tokens > Delete",
};
