import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const squarespace: Provider = provider({
  id: "squarespace",
  name: "Squarespace",
  baseUrl: "https://api.squarespace.com",
  checks: [
    {
      detectors: ["squarespace-api-key"],
      get: "/1.0/authorization/website",
      auth: "bearer",
      valid: "siteId",
      impact: ["site {title}", "{url}"],
      reference: "https://developers.squarespace.com/commerce-apis/authentication-and-permissions",
      answers: {
        valid: { body: { id: "1", siteId: "acme", title: "Acme" } },
        invalid: { status: 401, body: { type: "AUTHORIZATION_ERROR", message: "You are not authorized to do that." } },
      },
    },
  ],
});
