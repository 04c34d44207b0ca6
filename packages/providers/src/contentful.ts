import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const contentful: Provider = provider({
  id: "contentful",
  name: "Contentful",
  baseUrl: "https://api.contentful.com",
  checks: [
    {
      detectors: ["contentful-personal-access-token"],
      instances: true,
      get: "/users/me",
      auth: "bearer",
      valid: "sys.id",
      impact: ["acts as {email}"],
      invalid: { status: 401, body: /AccessTokenInvalid/ },
      reference: "https://www.contentful.com/developers/docs/references/user-management-api/",
      answers: {
        valid: { body: { sys: { type: "User", id: "1" }, email: "alice@example.com" } },
        invalid: {
          status: 401,
          body: {
            sys: { type: "Error", id: "AccessTokenInvalid" },
            message: "The access token you sent could not be found or is invalid.",
          },
        },
      },
    },
  ],
});
