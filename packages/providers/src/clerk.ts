import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const clerk: Provider = provider({
  id: "clerk",
  name: "Clerk",
  baseUrl: "https://api.clerk.com",
  checks: [
    {
      detectors: ["clerk-secret-key"],
      get: "/v1/instance",
      auth: "bearer",
      valid: "id",
      impact: ["instance {id}", "{environment_type}"],
      invalid: { status: 401, body: /clerk_key_invalid|authentication_invalid|secret_key_invalid/ },
      reference: "https://clerk.com/docs/reference/backend-api/tag/Instance-Settings",
      answers: {
        valid: { body: { object: "instance", id: "ins_1", environment_type: "production" } },
        invalid: { status: 401, body: { errors: [{ message: "The provided Clerk Secret Key is invalid.", code: "clerk_key_invalid" }] } },
      },
    },
  ],
});
