import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const abuseipdb: Provider = provider({
  id: "abuseipdb",
  name: "AbuseIPDB",
  baseUrl: "https://api.abuseipdb.com",
  checks: [
    {
      detectors: ["abuseipdb-api-key"],
      costs: true,
      get: "/api/v2/check?ipAddress=127.0.0.1",
      auth: { key: "{secret}" },
      valid: "data.ipAddress",
      impact: () => "asks about addresses",
      reference: "https://docs.abuseipdb.com/#check-endpoint",
      answers: {
        valid: { body: { data: { ipAddress: "127.0.0.1" } } },
        invalid: {
          status: 401,
          body: { errors: [{ detail: "Authentication failed. Your API key is either missing, incorrect, or revoked.", status: 401 }] },
        },
      },
    },
  ],
});
