import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const sinch: Provider = provider({
  id: "sinch",
  name: "Sinch",
  baseUrl: "https://us.sms.api.sinch.com",
  checks: [
    {
      detectors: ["sinch-api-token"],
      instances: true,
      get: "/xms/v1/{servicePlanId}/batches?page_size=1",
      auth: "bearer",
      valid: "batches",
      impact: () => "sends messages at the owner's cost",
      reference: "https://developers.sinch.com/docs/sms/api-reference/sms/batches/listbatches",
      answers: { valid: { body: { count: 0, page: 0, batches: [] } }, invalid: { status: 401, body: "" } },
    },
  ],
});
