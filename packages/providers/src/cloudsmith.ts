import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { at } from "./http/answers.ts";

export const cloudsmith: Provider = provider({
  id: "cloudsmith",
  name: "Cloudsmith",
  baseUrl: "https://api.cloudsmith.io",
  checks: [
    {
      detectors: ["cloudsmith-api-key"],
      get: "/v1/user/self/",
      auth: { "x-api-key": "{secret}" },
      valid: ({ json }) => at(json, "authenticated") === true,
      impact: ["acts as {slug}", "{email}"],
      invalid: [{ status: 401 }, { status: 200, body: /"authenticated"\s*:\s*false/ }],
      reference: "https://docs.cloudsmith.com/api/user/self",
      answers: {
        valid: { body: { authenticated: true, slug: "alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { detail: "Invalid API key." } },
      },
    },
  ],
});
