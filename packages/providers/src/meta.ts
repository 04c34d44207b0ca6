import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const meta: Provider = provider({
  id: "meta",
  name: "Facebook",
  baseUrl: "https://graph.facebook.com",
  checks: [
    {
      detectors: ["facebook-access-token"],
      get: "/v21.0/me?fields=id,name",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {name}", "id {id}"],
      invalid: { status: [400, 401], body: /"code":\s*190\b/ },
      reference: "https://developers.facebook.com/docs/graph-api/overview",
      answers: {
        valid: { body: { id: "1", name: "Alice" } },
        invalid: { status: 400, body: { error: { message: "Invalid OAuth access token.", type: "OAuthException", code: 190 } } },
      },
    },
    {
      detectors: ["facebook-app-secret"],
      get: "/v21.0/{appId}?fields=id,name",
      auth: { authorization: "Bearer {appId}|{secret}" },
      valid: "id",
      impact: ["application {name}"],
      invalid: { status: [400, 401], body: /"code":\s*(?:101|190)\b/ },
      reference: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens",
      answers: {
        valid: { body: { id: "1", name: "Shop" } },
        invalid: { status: 400, body: { error: { message: "Invalid OAuth access token signature.", type: "OAuthException", code: 190 } } },
      },
    },
  ],
});
