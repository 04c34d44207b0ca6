import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const bannerbear: Provider = provider({
  id: "bannerbear",
  name: "Bannerbear",
  baseUrl: "https://api.bannerbear.com",
  checks: [
    {
      detectors: ["bannerbear-api-key"],
      get: "/v2/auth",
      auth: "bearer",
      valid: /"Authorized"/,
      impact: ["project {project}"],
      reference: "https://developers.bannerbear.com/#authentication",
      answers: {
        valid: { body: { message: "Authorized", project: "Banners" } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
