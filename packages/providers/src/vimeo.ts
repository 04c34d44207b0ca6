import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const vimeo: Provider = provider({
  id: "vimeo",
  name: "Vimeo",
  baseUrl: "https://api.vimeo.com",
  checks: [
    {
      detectors: ["vimeo-access-token"],
      get: "/oauth/verify",
      auth: "bearer",
      valid: "scope",
      impact: ["acts as {user.name}", "scopes {scope}", "application {app.name}"],
      reference: "https://developer.vimeo.com/api/reference/authentication-extras#verify_token",
      answers: {
        valid: { body: { scope: "public private", user: { name: "Alice" }, app: { name: "Sync" } } },
        invalid: { status: 401, body: { error: "You must provide a valid authenticated access token.", error_code: 8003 } },
      },
    },
  ],
});
