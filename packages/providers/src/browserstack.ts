import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const browserstack: Provider = provider({
  id: "browserstack",
  name: "BrowserStack",
  baseUrl: "https://api.browserstack.com",
  checks: [
    {
      detectors: ["browserstack-access-key"],
      get: "/automate/plan.json",
      auth: ["{userName}", "{secret}"],
      valid: "automate_plan",
      impact: ["plan {automate_plan}"],
      reference: "https://www.browserstack.com/docs/automate/api-reference/selenium/plan",
      answers: {
        valid: { body: { automate_plan: "Desktop", parallel_sessions_running: 0 } },
        invalid: { status: 401, body: "HTTP Basic: Access denied.\n" },
      },
    },
  ],
});
