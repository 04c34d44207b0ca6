import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const brave: Provider = provider({
  id: "brave",
  name: "Brave Search",
  baseUrl: "https://api.search.brave.com",
  checks: [
    {
      detectors: ["brave-search-api-key"],
      costs: true,
      get: "/res/v1/web/search?q=a&count=1",
      auth: { "x-subscription-token": "{secret}" },
      valid: "type",
      impact: () => "searches at the owner's cost",
      invalid: { status: [401, 403, 422], body: /SUBSCRIPTION_TOKEN_INVALID/ },
      reference: "https://api-dashboard.search.brave.com/app/documentation/web-search/get-started",
      answers: {
        valid: { body: { type: "search" } },
        invalid: { status: 422, body: { type: "ErrorResponse", error: { code: "SUBSCRIPTION_TOKEN_INVALID", status: 422 } } },
      },
    },
  ],
});
