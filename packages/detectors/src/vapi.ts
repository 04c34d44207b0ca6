import { type Detector, fake } from "@stanch/model";
import { UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const vapiPrivateKey: Detector = {
  id: "vapi-private-key",
  title: "Vapi private API key",
  provider: "vapi",
  category: "ai",
  severity: "high",
  opens: "Places calls at the owner's cost, changes assistants and reads the recordings of calls.",
  keywords: ["vapi_api", "vapiapi", "vapi_private", "vapi_key", "vapi_token", "vapi.ai", "vapi_secret"],
  pattern: named("vapi", "(?<!public[_.-]?)(?:private|secret|server|api)?[_.-]?(?:api[_.-]?)?(?:key|token)", UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("VAPI_API_KEY", make),
    `VAPI_PRIVATE_KEY=${make(13)}\n`,
    `VAPI_KEY=${make(14)}\n`,
    `VAPI_TOKEN=${make(15)}\n`,
    `VAPI_SECRET_KEY=${make(16)}\n`,
    `# https://api.vapi.ai\nVAPI_KEY=${make(17)}\n`,
  ],
  counterExamples: [
    ...unlike("VAPI_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `vapi checksum ${make(21)}`,
    `NEXT_PUBLIC_VAPI_PUBLIC_KEY=${make(22)}`, // public by design
  ],
  references: ["https://docs.vapi.ai/api-reference"],
  revoke: "https://dashboard.vapi.ai/org/api-keys > Delete",
};
