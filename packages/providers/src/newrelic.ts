import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const newrelic: Provider = provider({
  id: "newrelic",
  name: "New Relic",
  baseUrl: "https://api.newrelic.com",
  checks: [
    {
      detectors: ["newrelic-user-key"],
      instances: true,
      post: "/graphql",
      auth: { "api-key": "{secret}" },
      json: { query: "{ actor { user { id email name } } }" },
      valid: "data.actor.user.id",
      impact: ["acts as {data.actor.user.email}"],
      reference: "https://docs.newrelic.com/docs/apis/nerdgraph/get-started/introduction-new-relic-nerdgraph/",
      answers: {
        valid: { body: { data: { actor: { user: { id: 1, email: "alice@example.com" } } } } },
        invalid: { status: 401, body: { errors: [{ message: "Invalid API key" }] } },
      },
    },
    {
      detectors: ["newrelic-rest-api-key"],
      instances: true,
      get: "/v2/applications.json",
      auth: { "api-key": "{secret}" },
      valid: "applications",
      impact: ["such as {applications.0.name}"],
      reference: "https://docs.newrelic.com/docs/apis/rest-api-v2/get-started/introduction-new-relic-rest-api-v2/",
      answers: {
        valid: { body: { applications: [{ id: 1, name: "shop" }] } },
        invalid: { status: 401, body: { error: { title: "The API key provided is invalid" } } },
      },
    },
  ],
});
