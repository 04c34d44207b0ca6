import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const assemblyai: Provider = provider({
  id: "assemblyai",
  name: "AssemblyAI",
  baseUrl: "https://api.assemblyai.com",
  checks: [
    {
      detectors: ["assemblyai-api-key"],
      get: "/v2/transcript?limit=1",
      auth: { authorization: "{secret}" },
      valid: "transcripts",
      impact: () => "reads transcripts and makes more",
      reference: "https://www.assemblyai.com/docs/api-reference/transcripts/list",
      answers: {
        valid: { body: { page_details: { limit: 1 }, transcripts: [] } },
        invalid: { status: 401, body: { error: "Authentication error, API token missing/invalid" } },
      },
    },
  ],
});
