import { type Detector, dateOfSeconds, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";
import { fromBase64, toBase64 } from "./_words.ts";
import { describe, facts } from "./_facts.ts";
import { decodeJwt } from "./_jwt.ts";

const sbp = (seed: number): string => fake("sbp_[0-9a-f]{40}", seed);
export const supabaseAccessToken: Detector = {
  id: "supabase-access-token",
  title: "Supabase access token",
  provider: "supabase",
  category: "database",
  severity: "critical",
  opens: "Administers all of its owner's projects: their databases, keys and functions.",
  prefixes: ["sbp_"],
  pattern: alone("sbp_(?:oauth_|v0_)?[0-9a-f]{40}"),
  confidence: 0.96,
  examples: [...shown("SUPABASE_ACCESS_TOKEN", sbp), `supabase login --token ${sbp(13)}`, `TOKEN=${fake("sbp_oauth_[0-9a-f]{40}", 14)}\n`],
  counterExamples: [
    ...unlike("SUPABASE_ACCESS_TOKEN", "sbp_", sbp),
    `SUPABASE_ACCESS_TOKEN=${fake("sbp_[g-z]{40}", 20)}`,
    `sbp_total: ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://supabase.com/docs/reference/api/introduction"],
  revoke: "https://supabase.com/dashboard/account/tokens > Delete",
};

const sbSecret = (seed: number): string => fake("sb_secret_[A-Za-z0-9_-]{30}[A-Za-z0-9]", seed);
export const supabaseSecretKey: Detector = {
  id: "supabase-secret-key",
  title: "Supabase secret key",
  provider: "supabase",
  category: "database",
  severity: "critical",
  opens: "Reads and changes the project's whole database and storage, past all row-level rules.",
  prefixes: ["sb_secret_"],
  pattern: alone("sb_secret_[A-Za-z0-9_-]{31}"),
  entropy: 3.8,
  confidence: 0.96,
  companions: [{ name: "project", pattern: /https:\/\/[a-z]{20}\.supabase\.co/, withinBytes: 512 }],
  examples: [...shown("SUPABASE_SECRET_KEY", sbSecret), `createClient("${fake("https://[a-z]{20}.supabase.co", 13)}", "${sbSecret(14)}")`],
  counterExamples: [
    ...unlike("SUPABASE_SECRET_KEY", "sb_secret_", sbSecret),
    `SUPABASE_KEY=${fake("sb_publishable_[A-Za-z0-9_-]{31}", 20)}`, // public by design
    `sb_secret_key = os.environ["SB_SECRET_KEY_FOR_TESTS"]`,
  ],
  references: ["https://supabase.com/docs/guides/api/api-keys"],
  revoke: "https://supabase.com/dashboard > the project > Settings > API keys > Delete",
};

/** The payload of a JWT as Latin-1 text, or "". */
const claims = (jwt: string): string => fromBase64(jwt.split(".")[1] ?? "") ?? "";
const base64url = (text: string): string => toBase64(text).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
const supabaseJwt =
  (role: string) =>
  (seed: number): string =>
    [
      base64url('{"alg":"HS256","typ":"JWT"}'),
      base64url(`{"iss":"supabase","ref":"${fake("[a-z]{20}", seed)}","role":"${role}","iat":1700000000,"exp":2015000000}`),
      fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed),
    ].join(".");
const serviceRole = supabaseJwt("service_role");
export const supabaseServiceRoleKey: Detector = {
  id: "supabase-service-role-key",
  title: "Supabase service role key",
  provider: "supabase",
  category: "database",
  severity: "critical",
  opens: "Reads and changes the project's whole database and storage, past all row-level rules.",
  // Base64 of {"iss":"supabase" after a dot: the anonymous key opens the same way, its role tells them apart.
  prefixes: [".eyJpc3MiOiJzdXBhYmFzZS"],
  pattern: /(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{20,80}\.eyJpc3MiOiJzdXBhYmFzZS[A-Za-z0-9_-]{60,240}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_.-])/,
  window: { before: 96, after: 320 },
  checksum: { name: "its role is service_role", verify: (secret) => /"role":\s?"service_role"/.test(claims(secret)) },
  facts: (secret) => {
    const claims = decodeJwt(secret)?.payload ?? {};
    return facts(describe({ ref: "Supabase project", role: "role" }, claims), dateOfSeconds(claims["exp"]));
  },
  examples: [...shown("SUPABASE_SERVICE_ROLE_KEY", serviceRole), ...sent(serviceRole)],
  counterExamples: [
    `SUPABASE_ANON_KEY=${supabaseJwt("anon")(20)}`, // public by design
    `SUPABASE_SERVICE_ROLE_KEY=\${SUPABASE_SERVICE_ROLE_KEY}`,
    `SUPABASE_SERVICE_ROLE_KEY=${serviceRole(21).slice(0, -4)}`,
    `SUPABASE_SERVICE_ROLE_KEY=${serviceRole(22).split(".").slice(0, 2).join(".")}.your-signature`,
  ],
  references: ["https://supabase.com/docs/guides/api/api-keys"],
  revoke: "https://supabase.com/dashboard > the project > Settings > JWT keys > rotate the secret",
};
