import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const detectify: Provider = provider({
  id: "detectify",
  name: "Detectify",
  baseUrl: "https://api.detectify.com",
  checks: [
    {
      detectors: ["detectify-api-key"],
      get: "/rest/v2/assets/",
      auth: { "x-detectify-key": "{secret}" },
      valid: "assets",
      impact: ["such as asset {assets.0.name}"],
      reference: "https://developer.detectify.com/",
      answers: {
        valid: { body: { assets: [{ name: "example.com" }], has_more: false } },
        invalid: { status: 401, body: { error: { code: 401, message: "Invalid API key" } } },
      },
    },
  ],
});
