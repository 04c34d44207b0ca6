import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const uploadcare: Provider = provider({
  id: "uploadcare",
  name: "Uploadcare",
  baseUrl: "https://api.uploadcare.com",
  checks: [
    {
      detectors: ["uploadcare-secret-key"],
      get: "/project/",
      auth: { authorization: "Uploadcare.Simple {publicKey}:{secret}" },
      headers: { accept: "application/vnd.uploadcare-v0.7+json" },
      valid: "pub_key",
      impact: ["project {name}"],
      invalid: { status: [401, 403], body: /"detail"/ },
      reference: "https://uploadcare.com/api-refs/rest-api/v0.7.0/#tag/Project",
      answers: {
        valid: { body: { name: "site", pub_key: "p" } },
        invalid: { status: 401, body: { detail: "Incorrect authentication credentials." } },
      },
    },
  ],
});
