import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { at } from "./http/answers.ts";

export const tmdb: Provider = provider({
  id: "tmdb",
  name: "TMDB",
  baseUrl: "https://api.themoviedb.org",
  checks: [
    {
      detectors: ["tmdb-api-key"],
      only: /^[0-9a-f]{32}$/,
      secretInUrl: true,
      get: "/3/authentication?api_key={secret}",
      valid: ({ json }) => at(json, "success") === true,
      impact: () => "reads the film database",
      invalid: { status: 401, body: /"status_code"\s*:\s*7\b/ },
      reference: "https://developer.themoviedb.org/reference/authentication-validate-key",
      answers: {
        valid: { body: { success: true, status_code: 1 } },
        invalid: {
          status: 401,
          body: { success: false, status_code: 7, status_message: "Invalid API key: You must be granted a valid key." },
        },
      },
    },
  ],
});
