import type { HttpAnswer, Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";
import { at, sentence, textAt } from "./http/answers.ts";

const scopesOf = ({ json }: HttpAnswer): string => {
  const scopes = at(json, "access_scopes");
  const handles = Array.isArray(scopes) ? scopes.flatMap((scope) => textAt(scope, "handle") ?? []) : [];
  return sentence(handles.length === 0 ? "no scopes" : `scopes ${handles.join(" ")}`);
};

export const shopify: Provider = provider({
  id: "shopify",
  name: "Shopify",
  baseUrl: "https://myshopify.com",
  checks: [
    {
      detectors: ["shopify-admin-access-token", "shopify-custom-app-access-token", "shopify-private-app-password"],
      host: hostUnder("shop", "myshopify.com"),
      get: "/admin/oauth/access_scopes.json",
      auth: { "x-shopify-access-token": "{secret}" },
      valid: "access_scopes",
      impact: scopesOf,
      invalid: { status: 401, body: /Invalid API key or access token/ },
      reference: "https://shopify.dev/docs/api/admin-rest/latest/resources/accessscope",
      answers: {
        beside: "https://acme-test.myshopify.com/admin",
        valid: { body: { access_scopes: [{ handle: "read_products" }, { handle: "write_orders" }] } },
        invalid: { status: 401, body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" } },
      },
    },
  ],
});
