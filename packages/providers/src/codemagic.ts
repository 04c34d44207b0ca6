import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const codemagic: Provider = provider({
  id: "codemagic",
  name: "Codemagic",
  baseUrl: "https://api.codemagic.io",
  checks: [
    {
      detectors: ["codemagic-api-token"],
      get: "/apps",
      auth: { "x-auth-token": "{secret}" },
      valid: "applications",
      impact: ["such as app {applications.0.appName}"],
      reference: "https://docs.codemagic.io/rest-api/applications/",
      answers: { valid: { body: { applications: [{ appName: "shop" }] } }, invalid: { status: 401, body: { error: "Unauthorized" } } },
    },
  ],
});
