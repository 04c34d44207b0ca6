import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const etherscan: Provider = provider({
  id: "etherscan",
  name: "Etherscan",
  baseUrl: "https://api.etherscan.io",
  checks: [
    {
      detectors: ["etherscan-api-key"],
      secretInUrl: true,
      get: "/v2/api?chainid=1&module=getapilimit&action=getapilimit&apikey={secret}",
      valid: /"creditsUsed"/,
      impact: ["{result.creditsUsed} credits used"],
      invalid: { status: 200, body: /Invalid API Key/i },
      reference: "https://docs.etherscan.io/api-reference/endpoint/getapilimit",
      answers: {
        valid: { body: { status: "1", message: "OK", result: { creditsUsed: 1 } } },
        invalid: { body: { status: "0", message: "NOTOK", result: "Invalid API Key (#err2)|" } },
      },
    },
  ],
});
