import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const figma: Provider = provider({
  id: "figma",
  name: "Figma",
  baseUrl: "https://api.figma.com",
  checks: [
    {
      detectors: ["figma-access-token"],
      get: "/v1/me",
      auth: { "x-figma-token": "{secret}" },
      valid: "id",
      impact: ["acts as {email}"],
      invalid: { status: 403, body: /invalid token|token expired/i },
      limited: { status: 403, body: /invalid scope|requires the .{1,60} scope/i },
      reference: "https://developers.figma.com/docs/rest-api/users-endpoints/",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com", handle: "Alice" } },
        invalid: { status: 403, body: { status: 403, err: "Invalid token" } },
        limited: {
          status: 403,
          body: { status: 403, error: true, message: "Invalid scope(s): files:read. This endpoint requires the current_user:read scope" },
        },
      },
    },
  ],
});
