import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const vpnapiApiKey: Detector = {
  id: "vpnapi-api-key",
  title: "vpnapi.io API key",
  provider: "vpnapi",
  category: "data",
  severity: "low",
  opens: "Looks up addresses at the owner's quota; it reads nothing of the account's data.",
  keywords: ["vpnapi", "vpn_api", "vpnapi.io"],
  pattern: named(String.raw`vpn[_-]?api(?:\.io)?`, KEY, `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("VPNAPI_KEY", make), `vpn_api_key: ${make(30)}\n`, `url = "https://vpnapi.io/api/8.8.8.8?key=${make(13)}"`],
  counterExamples: [
    ...unlike("VPNAPI_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `vpnapi checksum ${make(21)}`,
  ],
  references: ["https://vpnapi.io/api-documentation"],
  revoke: "https://vpnapi.io/dashboard > Regenerate key",
};
