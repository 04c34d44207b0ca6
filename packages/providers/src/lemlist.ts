import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lemlist: Provider = provider({
  id: "lemlist",
  name: "lemlist",
  baseUrl: "https://api.lemlist.com",
  checks: [
    {
      detectors: ["lemlist-api-key"],
      get: "/api/team",
      auth: ["", "{secret}"],
      valid: "_id",
      impact: ["team {name}"],
      reference: "https://developer.lemlist.com/api-reference/endpoints/team/get-team",
      answers: { valid: { body: { _id: "tea_1", name: "Acme" } }, invalid: { status: 401, body: "Unauthorized" } },
    },
  ],
});
