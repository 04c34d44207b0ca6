import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mux: Provider = provider({
  id: "mux",
  name: "Mux",
  baseUrl: "https://api.mux.com",
  checks: [
    {
      detectors: ["mux-token-secret"],
      get: "/video/v1/assets?limit=1",
      auth: ["{tokenId}", "{secret}"],
      valid: "data",
      impact: () => "reads and makes videos",
      limited: { status: 403, body: /"forbidden"|not authorized/i },
      reference: "https://docs.mux.com/api-reference/video/assets/list-assets",
      answers: {
        valid: { body: { data: [] } },
        invalid: { status: 401, body: { error: { type: "unauthorized", messages: ["Unauthorized request"] } } },
        limited: { status: 403, body: { error: { type: "forbidden", messages: ["not authorized"] } } },
      },
    },
  ],
});
