import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostNamed } from "./hosts.ts";

export const sendbird: Provider = provider({
  id: "sendbird",
  name: "Sendbird",
  baseUrl: "https://gate.sendbird.com",
  checks: [
    {
      detectors: ["sendbird-api-token"],
      host: hostNamed("appId", "https://api-*.sendbird.com"),
      get: "/v3/users?limit=1",
      auth: { "api-token": "{secret}" },
      valid: "users",
      impact: () => "reads and writes every chat of the application",
      invalid: { status: [400, 401, 403], body: /"code"\s*:\s*400401\b/ },
      reference: "https://sendbird.com/docs/chat/platform-api/v3/error-codes",
      answers: {
        valid: { body: { users: [], next: "" } },
        invalid: { status: 400, body: { error: true, code: 400401, message: 'Invalid value: "Api-Token".' } },
      },
    },
    {
      detectors: ["sendbird-organization-api-key"],
      get: "/api/v2/applications",
      auth: { sendbirdorganizationapitoken: "{secret}" },
      valid: "applications",
      impact: ["such as application {applications.0.app_name}"],
      invalid: { status: [401, 403], body: /token|api key/i },
      reference: "https://sendbird.com/docs/chat/platform-api/v3/application/managing-applications/list-all-applications",
      answers: {
        valid: { body: { applications: [{ app_name: "chat" }] } },
        invalid: { status: 401, body: { error: true, message: "Invalid API token." } },
      },
    },
  ],
});
