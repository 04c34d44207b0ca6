import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const canny: Provider = provider({
  id: "canny",
  name: "Canny",
  baseUrl: "https://canny.io",
  checks: [
    {
      detectors: ["canny-secret-api-key"],
      post: "/api/v1/boards/list",
      json: { apiKey: "{secret}" },
      valid: "boards",
      impact: ["such as board {boards.0.name}"],
      invalid: { status: [400, 401, 403], body: /api ?key/i },
      reference: "https://developers.canny.io/api-reference#list_boards",
      answers: { valid: { body: { boards: [{ id: "1", name: "Ideas" }] } }, invalid: { status: 401, body: { error: "invalid apiKey" } } },
    },
  ],
});
