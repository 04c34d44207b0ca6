import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const huggingface: Provider = provider({
  id: "huggingface",
  name: "Hugging Face",
  baseUrl: "https://huggingface.co",
  checks: [
    {
      detectors: ["huggingface-user-token", "huggingface-org-token"],
      get: "/api/whoami-v2",
      auth: "bearer",
      valid: "name",
      impact: ["{type} {name}", "token {auth.accessToken.displayName}", "role {auth.accessToken.role}"],
      reference: "https://huggingface.co/docs/hub/api",
      answers: {
        valid: { body: { type: "user", name: "alice", auth: { accessToken: { displayName: "ci", role: "write" } } } },
        invalid: { status: 401, body: { error: "Invalid credentials in Authorization header" } },
      },
    },
  ],
});
