import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const runpod: Provider = provider({
  id: "runpod",
  name: "RunPod",
  baseUrl: "https://rest.runpod.io",
  checks: [
    {
      detectors: ["runpod-api-key"],
      get: "/v1/pods",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["such as pod {0.name}"],
      reference: "https://docs.runpod.io/api-reference/pods/GET/pods",
      answers: { valid: { body: [{ id: "1", name: "train" }] }, invalid: { status: 401, body: { error: "Unauthorized" } } },
    },
  ],
});
