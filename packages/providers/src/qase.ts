import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const qase: Provider = provider({
  id: "qase",
  name: "Qase",
  baseUrl: "https://api.qase.io",
  checks: [
    {
      detectors: ["qase-api-token"],
      get: "/v1/project?limit=1",
      auth: { token: "{secret}" },
      valid: "result",
      impact: ["such as project {result.entities.0.title}"],
      reference: "https://developers.qase.io/reference/get-projects",
      answers: {
        valid: { body: { status: true, result: { total: 1, entities: [{ title: "Shop" }] } } },
        invalid: { status: 401, body: { error: "Unauthenticated." } },
      },
    },
  ],
});
