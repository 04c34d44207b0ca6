import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const azure: Provider = provider({
  id: "azure",
  name: "Microsoft",
  baseUrl: "https://login.microsoftonline.com",
  checks: [
    {
      detectors: ["azure-client-secret"],
      post: "/{tenantId}/oauth2/v2.0/token",
      acts: true,
      form: {
        grant_type: "client_credentials",
        client_id: "{clientId}",
        client_secret: "{secret}",
        scope: "https://graph.microsoft.com/.default",
      },
      valid: "access_token",
      impact: () => "acts as the application",
      // Invalid secret, expired secret. Other codes tell of the tenant, the application or a policy.
      invalid: { status: [400, 401], body: /AADSTS(?:7000215|7000222)\b/ },
      reference: "https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
      answers: {
        valid: { body: { token_type: "Bearer", expires_in: 3599, access_token: "a" } },
        invalid: {
          status: 401,
          body: { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret provided.", error_codes: [7000215] },
        },
      },
    },
    {
      detectors: ["azure-ai-key"],
      host: hostUnder("endpoint", "openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com"),
      get: "/openai/models?api-version=2024-10-21",
      auth: { "api-key": "{secret}" },
      valid: "data",
      impact: () => "may use the resource's models",
      invalid: { status: 401, body: /invalid subscription key|PermissionDenied|"401"/i },
      reference: "https://learn.microsoft.com/en-us/rest/api/azureopenai/models/list",
      answers: {
        beside: "https://acme.openai.azure.com/",
        valid: { body: { object: "list", data: [] } },
        invalid: {
          status: 401,
          body: { error: { code: "401", message: "Access denied due to invalid subscription key or wrong API endpoint." } },
        },
      },
    },
  ],
});
