import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const dynalist: Provider = provider({
  id: "dynalist",
  name: "Dynalist",
  baseUrl: "https://dynalist.io",
  checks: [
    {
      detectors: ["dynalist-api-token"],
      post: "/api/v1/file/list",
      json: { token: "{secret}" },
      valid: /"_code"\s*:\s*"Ok"/i,
      impact: () => "reads and writes every document",
      invalid: { status: [200, 400, 401], body: /"_code"\s*:\s*"InvalidToken"/i },
      reference: "https://apidocs.dynalist.io/",
      answers: { valid: { body: { _code: "Ok", files: [] } }, invalid: { body: { _code: "InvalidToken", _msg: "Invalid token" } } },
    },
  ],
});
