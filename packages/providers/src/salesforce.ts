import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const salesforce: Provider = provider({
  id: "salesforce",
  name: "Salesforce",
  baseUrl: "https://login.salesforce.com",
  checks: [
    {
      detectors: ["salesforce-access-token"],
      host: hostUnder("host", "my.salesforce.com", "salesforce.com"),
      get: "/services/oauth2/userinfo",
      auth: "bearer",
      valid: "user_id",
      impact: ["acts as {preferred_username}", "organisation {organization_id}"],
      invalid: [{ status: 401 }, { status: 403, body: /Bad_OAuth_Token|Missing_OAuth_Token/ }],
      reference: "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_userinfo_endpoint.htm",
      answers: {
        beside: "https://acme.my.salesforce.com",
        valid: { body: { user_id: "005", organization_id: "00D", preferred_username: "alice@example.com" } },
        invalid: { status: 403, body: "Bad_OAuth_Token" },
      },
    },
  ],
});
