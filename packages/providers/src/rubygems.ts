import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const rubygems: Provider = provider({
  id: "rubygems",
  name: "RubyGems",
  baseUrl: "https://rubygems.org",
  checks: [
    {
      detectors: ["rubygems-api-key"],
      get: "/api/v1/gems.json",
      auth: { authorization: "{secret}" },
      valid: /^\s*\[/,
      impact: ["such as gem {0.name}"],
      limited: { status: 403, body: /cannot perform the specified action|doesn't have access/i },
      reference: "https://guides.rubygems.org/rubygems-org-api/",
      answers: {
        valid: { body: [{ name: "acme" }] },
        invalid: { status: 401, body: "Access Denied. Please sign up for an account at https://rubygems.org" },
        limited: { status: 403, body: "This API key cannot perform the specified action on this gem." },
      },
    },
  ],
});
