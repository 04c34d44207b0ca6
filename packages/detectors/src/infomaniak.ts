import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{85}[A-Za-z0-9]", seed);
const VALUE = URL_MIXED + "[A-Za-z0-9_-]{60,100}";
export const infomaniakApiToken: Detector = {
  id: "infomaniak-api-token",
  title: "Infomaniak API token",
  provider: "infomaniak",
  category: "cloud",
  severity: "high",
  opens: "Acts as its owner within its scopes: changes domains, mail boxes, drives and hosting.",
  keywords: ["infomaniak"],
  pattern: named("infomaniak", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", VALUE),
  entropy: 3.5,
  confidence: 0.8,
  examples: [...shown("INFOMANIAK_API_TOKEN", make), `dns_infomaniak_token = ${make(13)}`],
  counterExamples: [...nearMisses("INFOMANIAK_API_TOKEN", make, 30)],
  references: ["https://developer.infomaniak.com/getting-started"],
  revoke: "https://manager.infomaniak.com/v3/ng/accounts/token/list > Delete",
};
