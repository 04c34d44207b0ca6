import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const cratesIo: Provider = provider({
  id: "crates-io",
  name: "crates.io",
  baseUrl: "https://crates.io",
  checks: [
    // This address is for the web site's sessions: a token is refused either way, but with other words when it is known.
    {
      detectors: ["crates-io-api-token"],
      get: "/api/v1/me",
      auth: { authorization: "{secret}" },
      valid: "user.login",
      limited: { status: 403, body: /can only be performed on the crates\.io website|required permissions/ },
      invalid: { status: 403, body: /authentication failed/i },
      reference: "https://doc.rust-lang.org/cargo/reference/registry-web-api.html",
      answers: {
        valid: { body: { user: { id: 1, login: "alice" } } },
        invalid: { status: 403, body: { errors: [{ detail: "authentication failed" }] } },
        limited: { status: 403, body: { errors: [{ detail: "this action can only be performed on the crates.io website" }] } },
      },
    },
  ],
});
