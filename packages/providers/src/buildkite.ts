import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const buildkite: Provider = provider({
  id: "buildkite",
  name: "Buildkite",
  baseUrl: "https://api.buildkite.com",
  checks: [
    {
      detectors: ["buildkite-user-token"],
      get: "/v2/access-token",
      auth: "bearer",
      valid: "uuid",
      impact: ["scopes {scopes}"],
      reference: "https://buildkite.com/docs/apis/rest-api/access-token",
      answers: {
        valid: { body: { uuid: "b63254c0", scopes: ["read_build", "write_build"] } },
        invalid: { status: 401, body: { message: "Authentication required. Please supply a valid API Access Token" } },
      },
    },
  ],
});
