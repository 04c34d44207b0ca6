import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pinecone: Provider = provider({
  id: "pinecone",
  name: "Pinecone",
  baseUrl: "https://api.pinecone.io",
  checks: [
    {
      detectors: ["pinecone-api-key"],
      get: "/indexes",
      auth: { "api-key": "{secret}" },
      valid: "indexes",
      impact: ["such as index {indexes.0.name}"],
      reference: "https://docs.pinecone.io/reference/api/latest/control-plane/list_indexes",
      answers: {
        valid: { body: { indexes: [{ name: "docs" }] } },
        invalid: { status: 401, body: { error: { code: "UNAUTHENTICATED", message: "Invalid API Key" }, status: 401 } },
      },
    },
  ],
});
