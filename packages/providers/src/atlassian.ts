import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const atlassian: Provider = provider({
  id: "atlassian",
  name: "Atlassian",
  baseUrl: "https://api.atlassian.com",
  checks: [
    {
      detectors: ["atlassian-api-token"],
      host: hostUnder("site", "atlassian.net"),
      get: "/rest/api/3/myself",
      auth: ["{email}", "{secret}"],
      valid: "accountId",
      impact: ["acts as {displayName}", "{emailAddress}"],
      reference: "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/",
      answers: {
        valid: { body: { accountId: "1", displayName: "Alice", emailAddress: "alice@example.com" } },
        invalid: { status: 401, body: "Client must be authenticated to access this resource." },
      },
    },
    {
      detectors: ["atlassian-organization-api-key"],
      get: "/admin/v1/orgs",
      auth: "bearer",
      valid: "data",
      impact: ["administers {data.0.attributes.name}"],
      reference: "https://developer.atlassian.com/cloud/admin/organization/rest/api-group-orgs/",
      answers: {
        valid: { body: { data: [{ id: "1", type: "orgs", attributes: { name: "Acme" } }] } },
        invalid: { status: 401, body: { code: 401, message: "Unauthorized" } },
      },
    },
  ],
});
