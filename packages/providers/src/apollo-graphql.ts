import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const apolloGraphql: Provider = provider({
  id: "apollo-graphql",
  name: "Apollo GraphOS",
  baseUrl: "https://graphql.api.apollographql.com",
  checks: [
    {
      detectors: ["apollo-graphos-api-key"],
      post: "/api/graphql",
      auth: { "x-api-key": "{secret}" },
      json: { query: "query { me { id name } }" },
      valid: "data.me.id",
      impact: ["acts as {data.me.name}", "id {data.me.id}"],
      invalid: [{ status: 401 }, { status: 200, body: /"me"\s*:\s*null/ }],
      reference: "https://www.apollographql.com/docs/graphos/reference/platform-api",
      answers: { valid: { body: { data: { me: { id: "1", name: "shop" } } } }, invalid: { body: { data: { me: null } } } },
    },
  ],
});
