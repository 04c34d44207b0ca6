import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const vk: Provider = provider({
  id: "vk",
  name: "VK",
  baseUrl: "https://api.vk.com",
  checks: [
    {
      detectors: ["vk-access-token"],
      get: "/method/users.get?v=5.199",
      auth: "bearer",
      valid: "response",
      impact: ["acts as {response.0.first_name} {response.0.last_name}", "id {response.0.id}"],
      invalid: { status: [200, 401], body: /"error_code"\s*:\s*5\b/ },
      reference: "https://dev.vk.com/en/method/users.get",
      answers: {
        valid: { body: { response: [{ id: 1, first_name: "Alice", last_name: "A" }] } },
        invalid: { body: { error: { error_code: 5, error_msg: "User authorization failed: invalid access_token (4)." } } },
      },
    },
  ],
});
