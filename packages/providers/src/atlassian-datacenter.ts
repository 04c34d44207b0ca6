import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostSetFor } from "./hosts.ts";

export const atlassianDatacenter: Provider = provider({
  id: "atlassian-datacenter",
  name: "Jira Data Center",
  baseUrl: "https://jira.invalid",
  checks: [
    // No base URL of Atlassian's: the owner's server is asked, or nobody.
    {
      detectors: ["atlassian-datacenter-token"],
      host: hostSetFor("atlassian-datacenter"),
      get: "/rest/api/2/myself",
      auth: "bearer",
      valid: "name",
      impact: ["acts as {displayName}"],
      reference: "https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html",
      answers: {
        valid: { body: { name: "alice", displayName: "Alice" } },
        invalid: { status: 401, body: { message: "Client must be authenticated to access this resource.", "status-code": 401 } },
      },
    },
  ],
});
