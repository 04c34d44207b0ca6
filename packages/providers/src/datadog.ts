import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { companionOf, at } from "./http/answers.ts";

/** The sites that Datadog names; a key is known at its own alone. */
const SITE = /^(?:us[35]\.|ap[12]\.)?datadoghq\.(?:com|eu)$|^ddog-gov\.com$/;

export const datadog: Provider = provider({
  id: "datadog",
  name: "Datadog",
  baseUrl: "https://api.datadoghq.com",
  checks: [
    {
      detectors: ["datadog-api-key"],
      instances: true,
      host: {
        label: "https://api.datadoghq.com",
        needs: "the site that it belongs to",
        of: (credential) => {
          const site = companionOf(credential, "site");
          return site !== undefined && SITE.test(site) ? `https://api.${site}` : undefined;
        },
      },
      get: "/api/v1/validate",
      auth: { "dd-api-key": "{secret}" },
      valid: ({ json }) => at(json, "valid") === true,
      impact: () => "sends metrics, logs and events",
      invalid: { status: [401, 403], body: /Forbidden|API key/i },
      reference: "https://docs.datadoghq.com/api/latest/authentication/",
      answers: { valid: { body: { valid: true } }, invalid: { status: 403, body: { status: "error", code: 403, errors: ["Forbidden"] } } },
    },
  ],
});
