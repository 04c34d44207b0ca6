import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const frameio: Provider = provider({
  id: "frameio",
  name: "Frame.io",
  baseUrl: "https://api.frame.io",
  checks: [
    {
      detectors: ["frameio-token"],
      get: "/v2/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://developer.adobe.com/frameio/guides/",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { code: 401, message: "Not Authorized", errors: [] } },
      },
    },
  ],
});
