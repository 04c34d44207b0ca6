import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { at } from "./http/answers.ts";

export const cohere: Provider = provider({
  id: "cohere",
  name: "Cohere",
  baseUrl: "https://api.cohere.com",
  checks: [
    {
      detectors: ["cohere-api-key"],
      post: "/v1/check-api-key",
      auth: "bearer",
      valid: ({ json }) => at(json, "valid") === true,
      impact: ["organisation {organization_id}"],
      invalid: [{ status: 401 }, { status: 200, body: /"valid":\s*false/ }],
      reference: "https://github.com/cohere-ai/cohere-python/blob/main/reference.md",
      answers: {
        valid: { body: { valid: true, organization_id: "o1", owner_id: "u1" } },
        invalid: { status: 401, body: { message: "invalid api token" } },
      },
    },
  ],
});
