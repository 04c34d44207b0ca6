import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const jfrog: Provider = provider({
  id: "jfrog",
  name: "JFrog",
  baseUrl: "https://jfrog.io",
  checks: [
    {
      detectors: ["jfrog-api-key"],
      host: hostUnder("host", "jfrog.io"),
      get: "/artifactory/api/repositories?type=local",
      auth: { "x-jfrog-art-api": "{secret}" },
      valid: /^\s*\[/,
      impact: ["such as repository {0.key}"],
      reference: "https://jfrog.com/help/r/jfrog-rest-apis/get-repositories",
      answers: {
        valid: { body: [{ key: "libs", type: "LOCAL" }] },
        invalid: { status: 401, body: { errors: [{ status: 401, message: "Bad credentials" }] } },
      },
    },
  ],
});
