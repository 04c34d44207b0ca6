import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const zerotier: Provider = provider({
  id: "zerotier",
  name: "ZeroTier",
  baseUrl: "https://api.zerotier.com",
  checks: [
    {
      detectors: ["zerotier-api-token"],
      get: "/api/v1/network",
      auth: { authorization: "token {secret}" },
      valid: /^\s*\[/,
      impact: ["such as network {0.config.name}"],
      invalid: { status: [401, 403], body: /unauthori[sz]ed|access denied|token/i },
      reference: "https://docs.zerotier.com/api/central/",
      answers: {
        valid: { body: [{ id: "1", config: { name: "home" } }] },
        invalid: { status: 401, body: { type: "unauthorized", message: "Unauthorized" } },
      },
    },
  ],
});
