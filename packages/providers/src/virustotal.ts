import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const virustotal: Provider = provider({
  id: "virustotal",
  name: "VirusTotal",
  baseUrl: "https://www.virustotal.com",
  checks: [
    {
      detectors: ["virustotal-api-key"],
      costs: true,
      get: "/api/v3/ip_addresses/8.8.8.8",
      auth: { "x-apikey": "{secret}" },
      valid: "data.id",
      impact: () => "asks about files and addresses",
      invalid: { status: 401, body: /WrongCredentialsError/ },
      reference: "https://docs.virustotal.com/reference/errors",
      answers: {
        valid: { body: { data: { id: "8.8.8.8", type: "ip_address" } } },
        invalid: { status: 401, body: { error: { code: "WrongCredentialsError", message: "Wrong API key" } } },
      },
    },
  ],
});
