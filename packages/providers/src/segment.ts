import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const segment: Provider = provider({
  id: "segment",
  name: "Segment",
  baseUrl: "https://api.segmentapis.com",
  checks: [
    {
      detectors: ["segment-public-api-token"],
      instances: true,
      get: "/",
      auth: "bearer",
      valid: "data.workspace.id",
      impact: ["workspace {data.workspace.name}"],
      invalid: { status: [401, 403], body: /unauthenticated|invalid token|not authenticated/i },
      reference: "https://docs.segmentapis.com/tag/Workspaces#operation/getWorkspace",
      answers: {
        valid: { body: { data: { workspace: { id: "1", name: "Acme", slug: "acme" } } } },
        invalid: { status: 401, body: { errors: [{ type: "unauthenticated", message: "Unauthenticated" }] } },
      },
    },
  ],
});
