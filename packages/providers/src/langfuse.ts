import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const langfuse: Provider = provider({
  id: "langfuse",
  name: "Langfuse",
  baseUrl: "https://cloud.langfuse.com",
  checks: [
    {
      detectors: ["langfuse-secret-key"],
      instances: true,
      get: "/api/public/projects",
      auth: ["{publicKey}", "{secret}"],
      valid: "data",
      impact: ["project {data.0.name}"],
      reference: "https://langfuse.com/docs/api",
      answers: {
        valid: { body: { data: [{ id: "1", name: "chat" }] } },
        invalid: { status: 401, body: { message: "Invalid credentials. Confirm that you've configured the correct host." } },
      },
    },
  ],
});
