import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{16}[A-Za-z0-9+/]{42}=", seed);
const VALUE = "[0-9a-f]{16}[A-Za-z0-9+/]{42,43}=";
const NAME = "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)";
export const floatAccessToken: Detector = {
  id: "float-access-token",
  title: "Float access token",
  provider: "float",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes the company's people, projects, plans and hours.",
  // The word alone is a type of numbers.
  keywords: ["float_api", "floatapi", "float.com", "float_access", "float_token"],
  pattern: named("float(?=[_.-]?(?:api|access|com|token))", NAME, VALUE),
  entropy: 3.6,
  confidence: 0.8,
  examples: [...shown("FLOAT_API_TOKEN", make), `# api.float.com\nfloat_access_token: ${make(13)}\n`],
  counterExamples: [...nearMisses("FLOAT_API_TOKEN", make), `float token = ${make(20)}`],
  references: ["https://developer.float.com/"],
  revoke: "https://ACCOUNT.float.com/admin/api > Rotate",
};
