import { type Provider, fake } from "@stanch/model";
import { provider } from "./check.ts";

/** The key lives; an API that it may not use, or a caller that it may not have, refused the call. */
const BLOCKED = /SERVICE_DISABLED|API_KEY_(?:SERVICE|HTTP_REFERRER|IP_ADDRESS|ANDROID_APP|IOS_APP)_BLOCKED/;
const TOKENS = "https://oauth2.googleapis.com";

export const google: Provider = provider({
  id: "google",
  name: "Google",
  baseUrl: "https://generativelanguage.googleapis.com",
  checks: [
    {
      detectors: ["google-api-key", "google-bound-api-key"],
      get: "/v1beta/models?pageSize=1",
      auth: { "x-goog-api-key": "{secret}" },
      valid: "models",
      impact: () => "may use Gemini at the owner's cost",
      invalid: { status: 400, body: /API_KEY_INVALID/ },
      limited: { status: 403, body: BLOCKED },
      reference: "https://cloud.google.com/docs/authentication/api-keys",
      answers: {
        valid: { body: { models: [] } },
        invalid: { status: 400, body: { error: { code: 400, status: "INVALID_ARGUMENT", details: [{ reason: "API_KEY_INVALID" }] } } },
        limited: { status: 403, body: { error: { code: 403, status: "PERMISSION_DENIED", details: [{ reason: "SERVICE_DISABLED" }] } } },
      },
    },
    {
      detectors: ["google-oauth-access-token"],
      host: TOKENS,
      post: "/tokeninfo",
      form: { access_token: "{secret}" },
      valid: "scope",
      impact: ["acts as {email}", "scopes {scope}", "expires in {expires_in} s"],
      invalid: { status: 400, body: /invalid_token/ },
      reference: "https://developers.google.com/identity/protocols/oauth2",
      answers: {
        valid: { body: { azp: "1", aud: "1", scope: "openid", exp: "1", expires_in: "3599" } },
        invalid: { status: 400, body: { error: "invalid_token", error_description: "Invalid Value" } },
      },
    },
    // A made-up code: the pair is looked at first, then the code is refused. Nothing is issued.
    {
      detectors: ["google-oauth-client-secret"],
      host: TOKENS,
      post: "/token",
      form: {
        grant_type: "authorization_code",
        code: "stanch",
        redirect_uri: "http://localhost",
        client_id: "{clientId}",
        client_secret: "{secret}",
      },
      valid: { status: 400, body: /"invalid_grant"/ },
      impact: () => "acts as the application towards its users",
      invalid: { status: 401, body: /invalid_client/ },
      reference: "https://developers.google.com/identity/protocols/oauth2/web-server",
      answers: {
        valid: { status: 400, body: { error: "invalid_grant", error_description: "Malformed auth code." } },
        invalid: { status: 401, body: { error: "invalid_client", error_description: "Unauthorized" } },
      },
    },
    {
      detectors: ["google-oauth-refresh-token"],
      acts: true,
      host: TOKENS,
      post: "/token",
      form: { grant_type: "refresh_token", client_id: "{clientId}", client_secret: "{clientSecret}", refresh_token: "{secret}" },
      valid: "access_token",
      impact: ["scopes {scope}"],
      invalid: { status: 400, body: /"invalid_grant"/ },
      reference: "https://developers.google.com/identity/protocols/oauth2/web-server#offline",
      answers: {
        beside: `${fake("\\d{12}-[a-z0-9]{32}", 1)}.apps.googleusercontent.com ${fake("GOCSPX-[A-Za-z0-9]{28}", 2)}`,
        valid: { body: { access_token: "a", scope: "openid", expires_in: 3599 } },
        invalid: { status: 400, body: { error: "invalid_grant", error_description: "Token has been expired or revoked." } },
      },
    },
    {
      detectors: ["google-recaptcha-secret-key"],
      host: "https://www.google.com",
      post: "/recaptcha/api/siteverify",
      form: { secret: "{secret}", response: "stanch" },
      valid: ({ text }) => text.includes("invalid-input-response") && !text.includes("invalid-input-secret"),
      impact: () => "checks captchas of one site",
      invalid: { status: 200, body: /invalid-input-secret/ },
      reference: "https://developers.google.com/recaptcha/docs/verify",
      answers: {
        valid: { body: { success: false, "error-codes": ["invalid-input-response"] } },
        invalid: { body: { success: false, "error-codes": ["invalid-input-response", "invalid-input-secret"] } },
      },
    },
  ],
});
