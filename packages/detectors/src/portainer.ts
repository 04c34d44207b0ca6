import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ptr_[A-Za-z0-9+/]{43}=", seed);
export const portainerAccessToken: Detector = {
  id: "portainer-access-token",
  title: "Portainer access token",
  provider: "portainer",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its user in the container manager: starts containers on the hosts, so an administrator's gives root there.",
  // 32 random bytes in base64 stand behind ptr_, so the equal sign is always there.
  prefixes: ["ptr_"],
  pattern: /(?<![A-Za-z0-9_-])ptr_[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/,
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("PORTAINER_TOKEN", make), `curl -H "X-API-Key: ${make(13)}" https://portainer.acme.io/api/endpoints`],
  counterExamples: [
    ...unlike("PORTAINER_TOKEN", "ptr_", make),
    `PORTAINER_TOKEN=${fake("ptr_[A-Za-z0-9]{20}", 20)}`,
    `unique_ptr_${fake("[a-z]{43}", 21)}=`,
  ],
  references: ["https://docs.portainer.io/api/access"],
  revoke: "My account > Access tokens > Remove",
};
