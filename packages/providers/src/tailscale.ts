import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const tailscale: Provider = provider({
  id: "tailscale",
  name: "Tailscale",
  baseUrl: "https://api.tailscale.com",
  checks: [
    // The other forms enrol machines or trade for tokens: there is no looking at them without using them.
    {
      detectors: ["tailscale-key"],
      only: /^tskey-api-/,
      get: "/api/v2/tailnet/-/devices?fields=default",
      auth: "bearer",
      valid: "devices",
      impact: ["such as device {devices.0.name}"],
      invalid: { status: 401, body: /API token invalid|"message"/ },
      limited: { status: 403, body: /"message"/ },
      reference: "https://tailscale.com/api#tag/devices/GET/tailnet/{tailnet}/devices",
      answers: {
        valid: { body: { devices: [{ id: "1", name: "laptop.example.ts.net" }] } },
        invalid: { status: 401, body: { message: "API token invalid" } },
        limited: { status: 403, body: { message: "calling actor does not have enough permissions to perform this function" } },
      },
    },
  ],
});
