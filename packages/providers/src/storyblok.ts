import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const storyblok: Provider = provider({
  id: "storyblok",
  name: "Storyblok",
  baseUrl: "https://mapi.storyblok.com",
  checks: [
    {
      detectors: ["storyblok-personal-access-token"],
      instances: true,
      get: "/v1/users/me",
      auth: { authorization: "{secret}" },
      valid: "user.id",
      impact: ["acts as {user.userid}", "{user.friendly_name}"],
      reference: "https://www.storyblok.com/docs/api/management/users",
      answers: {
        valid: { body: { user: { id: 1, userid: "alice@example.com", friendly_name: "Alice" } } },
        invalid: { status: 401, body: { error: "Unauthorized" } },
      },
    },
  ],
});
