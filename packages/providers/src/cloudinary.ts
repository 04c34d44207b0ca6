import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const cloudinary: Provider = provider({
  id: "cloudinary",
  name: "Cloudinary",
  baseUrl: "https://api.cloudinary.com",
  checks: [
    {
      detectors: ["cloudinary-api-secret"],
      get: "/v1_1/{cloudName}/ping",
      auth: ["{apiKey}", "{secret}"],
      valid: /"status"\s*:\s*"ok"/,
      impact: () => "reads and changes every asset of the cloud",
      invalid: { status: 401, body: /"error"/ },
      reference: "https://cloudinary.com/documentation/admin_api#ping",
      answers: { valid: { body: { status: "ok" } }, invalid: { status: 401, body: { error: { message: "api_secret mismatch" } } } },
    },
  ],
});
