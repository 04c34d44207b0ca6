import { type Provider, fake } from "@stanch/model";
import { provider } from "./check.ts";
import { hostFromSecret, hostUnder } from "./hosts.ts";

const REFUSED = { status: 401, body: /Invalid API key|Unauthorized/ };
/** The service role's token is a JWT that names its project. */
function projectOf(token: string): string | undefined {
  const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("latin1");
  const ref = /"ref"\s*:\s*"([a-z]{20})"/.exec(claims)?.[1];
  return ref === undefined ? undefined : `https://${ref}.supabase.co`;
}

export const supabase: Provider = provider({
  id: "supabase",
  name: "Supabase",
  baseUrl: "https://api.supabase.com",
  checks: [
    {
      detectors: ["supabase-access-token"],
      get: "/v1/projects",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["manages the account's projects", "such as {0.name}"],
      reference: "https://supabase.com/docs/reference/api/v1-list-all-projects",
      answers: { valid: { body: [{ id: "1", name: "shop" }] }, invalid: { status: 401, body: { message: "Unauthorized" } } },
    },
    {
      detectors: ["supabase-secret-key"],
      host: hostUnder("project", "supabase.co"),
      get: "/rest/v1/",
      auth: { apikey: "{secret}" },
      valid: /"swagger"/,
      impact: () => "reads and writes every row, past its policies",
      invalid: REFUSED,
      reference: "https://supabase.com/docs/guides/api/api-keys",
      answers: {
        beside: `https://${fake("[a-z]{20}", 1)}.supabase.co`,
        valid: { body: { swagger: "2.0" } },
        invalid: { status: 401, body: { message: "Invalid API key" } },
      },
    },
    {
      detectors: ["supabase-service-role-key"],
      host: hostFromSecret("https://*.supabase.co", projectOf),
      get: "/rest/v1/",
      auth: "bearer",
      headers: { apikey: "{secret}" },
      valid: /"swagger"/,
      impact: () => "reads and writes every row, past its policies",
      invalid: REFUSED,
      reference: "https://supabase.com/docs/guides/api/api-keys",
      answers: { valid: { body: { swagger: "2.0" } }, invalid: { status: 401, body: { message: "Invalid API key" } } },
    },
  ],
});
