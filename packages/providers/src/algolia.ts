import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostNamed } from "./hosts.ts";

export const algolia: Provider = provider({
  id: "algolia",
  name: "Algolia",
  baseUrl: "https://algolia.net",
  checks: [
    // The base URL itself is never asked: every application has a host of its own.
    {
      detectors: ["algolia-admin-key"],
      host: hostNamed("appId", "https://*-dsn.algolia.net"),
      get: "/1/keys",
      auth: { "x-algolia-api-key": "{secret}", "x-algolia-application-id": "{appId}" },
      valid: "keys",
      impact: () => "an admin key: reads and writes every index, makes further keys",
      invalid: { status: 403, body: /Invalid Application-ID or API key/ },
      limited: { status: 403, body: /Method not allowed with this API key/ },
      reference: "https://www.algolia.com/doc/rest-api/search/#tag/Api-Keys/operation/listApiKeys",
      answers: {
        valid: { body: { keys: [] } },
        invalid: { status: 403, body: { message: "Invalid Application-ID or API key", status: 403 } },
        limited: { status: 403, body: { message: "Method not allowed with this API key", status: 403 } },
      },
    },
  ],
});
