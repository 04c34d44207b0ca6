import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const box: Provider = provider({
  id: "box",
  name: "Box",
  baseUrl: "https://api.box.com",
  checks: [
    {
      detectors: ["box-developer-token"],
      get: "/2.0/users/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {login}", "{status}"],
      reference: "https://developer.box.com/reference/get-users-me/",
      answers: {
        valid: { body: { type: "user", id: "1", login: "alice@example.com", status: "active" } },
        invalid: { status: 401, headers: { "www-authenticate": 'Bearer realm="Service", error="invalid_token"' }, body: "" },
      },
    },
  ],
});
