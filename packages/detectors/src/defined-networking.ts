import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("dnkey-[A-Z0-9]{26}-[A-Z0-9]{52}", seed);
export const definedNetworkingApiKey: Detector = {
  id: "defined-networking-api-key",
  title: "Defined Networking API key",
  provider: "defined-networking",
  category: "identity",
  severity: "critical",
  opens: "Manages the organisation's overlay networks: adds hosts to them and changes their firewall, as its permissions allow.",
  prefixes: ["dnkey-"],
  pattern: alone("dnkey-[A-Za-z0-9_=-]{26}-[A-Za-z0-9_=-]{52}"),
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("DN_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("DN_API_KEY", "dnkey-", make),
    `DN_API_KEY=dnkey-${fake("[A-Z0-9]{26}", 31)}`,
    `dnkey-${fake("[A-Z0-9]{26}-[A-Z0-9]{30}", 33)}`,
  ],
  references: ["https://docs.defined.net/guides/automating-host-creation/"],
  revoke: "https://admin.defined.net/settings/api-keys > delete the key",
};
